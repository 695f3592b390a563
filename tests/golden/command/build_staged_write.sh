# project: tests/golden/command/shop
# A build of what would be committed: outputs go into the index, and to disk where that is as the index was.
git init -q -b main . && git config user.name a && git config user.email a@example.com
index() {
    git ls-files -s | sed 's/ [0-9a-f]* 0\t/ /' | grep -v 'strategy.rung\|schemas'
}
echo '-- into an index without any'
git add strategy.rung && git ls-files
rung build --staged
index
git status --short
rung build --check --staged
rung build --check
rung build --staged --exit-code
git commit -q -m one
echo '-- a source staged in part: what is not staged is not built, and disk and index differ only there'
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
git add strategy.rung
echo '# Not staged.' >> strategy.rung
rung build --staged --exit-code
git diff --cached --stat
git diff --stat
rung build --check --staged
rung build --check
git checkout -q strategy.rung && git commit -q -m two
echo '-- a file on disk that is another stays'
sed 's/9090/7070/' strategy.rung > changed && mv changed strategy.rung && git add strategy.rung
sed 's/7070/6060/' strategy.rung > changed && mv changed strategy.rung
command rung build --env prod > built 2>&1; rm built
rung build --staged
git show :config/prod/orders.yaml | tail -n 1
tail -n 1 config/prod/orders.yaml; tail -n 1 config/dev/orders.yaml
rung build --check --staged
git checkout -q strategy.rung && command rung build > built && rm built && git add -A && git commit -q -m three
echo '-- edited by hand in the index, and executable'
echo 'port: 1' > config/prod/orders.yaml && chmod +x config/prod/orders.yaml && git add -A
rung build --staged
rung build --staged --overwrite
index | grep orders.yaml
git commit -q -a -m four
echo '-- no longer produced'
sed 's/stack site/stack front/' strategy.rung > changed && mv changed strategy.rung && git add strategy.rung
rung build --staged --prune
index
git status --short
git commit -q -a -m five
echo '-- a mistake builds nothing'
sed 's/= 7070/= nothing/' strategy.rung > changed && cp changed strategy.rung && rm changed && git add strategy.rung
rung build --staged 2>&1 | head -2
git diff --cached --stat
git reset -q --hard
echo '-- another git holds the index'
sed 's/7070/5050/' strategy.rung > changed && mv changed strategy.rung && git add strategy.rung
touch .git/index.lock
rung build --staged
rm .git/index.lock
git diff --cached --stat
git diff --stat
echo '-- as a hook, in a project below the top, of what a commit names'
printf '#!/bin/sh\ncd shop && exec rung build --staged\n' > .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
mkdir shop && git mv -k ./* shop/ && mv .rung shop/ && git add -A && git commit -q -m six
sed 's/5050/4040/' shop/strategy.rung > changed && mv changed shop/strategy.rung
git commit -q -a -m seven
git show --stat --format=%s | cat
git status --short
(cd shop && rung build --check --staged)
echo '-- ids of the other kind'
mkdir ../other && cd ../other && git init -q -b main --object-format=sha256 . && cp ../*/shop/strategy.rung . && git add .
rung build --staged
rung build --check --staged
git fsck --strict
git ls-files -s | awk '{ print length($2) }' | sort -u
