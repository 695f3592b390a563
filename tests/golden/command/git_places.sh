# Where projects are: below the root of a repository, in a worktree, bare, shallow, and nowhere.
# project: tests/golden/command/shop
git init -q -b main all && cd all && git config user.name a && git config user.email a@example.com
mkdir -p deep/shop && cp -r "$PROJECT"/tests/golden/command/shop/. deep/shop
git add -A && git commit -q -m one
sed 's/8080/9090/' deep/shop/strategy.rung > changed && mv changed deep/shop/strategy.rung
git commit -q -a -m two
cd ..
echo '-- below the root, from anywhere'
(cd all/deep/shop && rung diff --base HEAD~1 --names-only)
rung diff --base HEAD~1 --names-only --project all/deep/shop
echo '-- a worktree'
git -C all worktree add -q ../tree HEAD
rung diff --base HEAD~1 --names-only --project tree/deep/shop
echo '-- a bare repository'
git clone -q --bare all bare.git
(cd bare.git && rung diff --base HEAD~1 --names-only --project deep/shop)
(cd bare.git && rung diff --base HEAD~1 --names-only --project deep/nothing)
(cd bare.git && rung check --staged --project deep/shop)
echo '-- a shallow clone'
git clone -q --depth 1 "file://$PWD/all" few
rung diff --base HEAD~1 --project few/deep/shop
rung diff --base HEAD --project few/deep/shop
echo '-- hooks set variables, relative to where they run'
cd all
cat > .git/hooks/pre-commit << 'END'
rung check --staged --project deep/shop
END
chmod +x .git/hooks/pre-commit
sed 's/9090/9090 +/' deep/shop/strategy.rung > changed && mv changed deep/shop/strategy.rung
git commit -q -a -m three > /dev/null 2>&1; echo "commit: $?"
git checkout -q . && git commit -q --allow-empty -m four; echo "commit: $?"
(cd ../tree && git commit -q --allow-empty -m five; echo "commit: $?")
(cd ../tree/deep && GIT_DIR="$(git rev-parse --git-dir)" GIT_WORK_TREE=.. rung check --staged --project shop)
cd ..
echo '-- no repository, no git'
cp -r all/deep/shop alone
rung diff --base HEAD --project alone
program=$(unset -f rung; command -v rung)
PATH=$(dirname "$program") rung diff --base HEAD --project all/deep/shop
