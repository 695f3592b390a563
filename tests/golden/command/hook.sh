# project: tests/golden/command/shop
# needs: pre-commit
# The hooks in a real repository, by the real pre-commit: what is committed is what is judged.
export PRE_COMMIT_HOME="$PWD/../hooks" PRE_COMMIT_COLOR=never
trap 'rm -rf "$PRE_COMMIT_HOME"' EXIT
git init -q -b main . && git config user.name a && git config user.email a@example.com
hook() {
    printf 'repos:\n  - repo: local\n    hooks:\n'
    for id in "$@"; do
        sed -n "/^- id: $id\$/,/^- id/p" "$PROJECT/.pre-commit-hooks.yaml" | sed '1!{/^- id/d}' |
            sed "s|entry: |&$PROJECT/|; s|language: script|language: system|; s|^|      |"
    done
}
. "$PROJECT/tests/machine/commit.sh"
hook rung > .pre-commit-config.yaml
pre-commit install > /dev/null
rung build > /dev/null
git add -A
commit 'all is well'
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
git add -A
commit 'a stale output'
rung build > /dev/null && git add -A
commit 'built'
sed 's/9090/9091/' config/dev/orders.yaml > changed && mv changed config/dev/orders.yaml
git add -A
commit 'an edit by hand'
rung build --overwrite > /dev/null && git add -A
sed 's/replicas: int(1..50) *{/replicas: int {/; s/port = 9090/port: int { dev = 1, staging = 2, prod = 3 }/' strategy.rung > changed
mv changed strategy.rung && git add -A
commit 'a break of parity'
git checkout -q HEAD -- . && git reset -q
sed 's/9090/9092/' strategy.rung > changed && mv changed strategy.rung
rung build > /dev/null
git add strategy.rung
commit 'partly staged'
git add -A
commit 'staged as a whole'
printf 'stack new {\n  json {\n    a = 1\n  }\n}\n' > new.rung
echo '# a note' >> strategy.rung && git add strategy.rung
commit 'an untracked source takes no part'
rm new.rung
git rm -q config/dev/orders.yaml
commit 'an output deleted, and nothing else: pre-commit runs no hook'
git reset -q --hard HEAD~1
git rm -q config/dev/orders.yaml && echo '# another' >> strategy.rung && git add strategy.rung
commit 'an output deleted'
git reset -q --hard
echo '-- the hooks that write'
hook rung-fmt rung-build > .pre-commit-config.yaml
sed 's/9092/9093/; s/^  yaml/    yaml/' strategy.rung > changed && mv changed strategy.rung
git add -A
commit 'not in the layout, and stale'
git add -A
commit 'mended'
echo '-- a checkout of the hooks that cannot be built, without a program that is installed'
mkdir -p kit && cp -r "$PROJECT/.ci" "$PROJECT/Makefile" kit/
PATH=/usr/bin:/bin CC=false kit/.ci/hook check 2>&1 | tail -2
ls kit/build
