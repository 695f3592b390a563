# project: tests/golden/command/shop
# needs: pre-commit
# docs/pre-commit.md, followed word for word where nothing can be fetched, with the hook that it makes at work.
export PRE_COMMIT_HOME="$PWD/../hooks" PRE_COMMIT_COLOR=never GIT_ALLOW_PROTOCOL=none
trap 'rm -rf "$PRE_COMMIT_HOME"' EXIT
git init -q -b main . && git config user.name a && git config user.email a@example.com
. "$PROJECT/tests/machine/commit.sh"
change() {
    sed "$1" "$2" > ../changed && mv ../changed "$2"
}
follow() {
    sh "$PROJECT/tests/golden/guide.sh" "$PROJECT/docs/pre-commit.md" "$@" > ../guide
    sh ../guide
    rm ../guide
}
rung build > /dev/null
follow pre-commit | sed '/^[$] hook=/,$d'
cat .pre-commit-config.yaml
git add -A && commit 'all is well'
change 's/8080/9090/' strategy.rung && git add -A && commit 'a stale output'
rung build > /dev/null && git add -A && commit built
echo '-- one that is there stays as it is'
echo '# mine' >> .pre-commit-config.yaml && git add -A && git commit -q -m mine
follow pre-commit > /dev/null
git status --short
echo '-- of a commit that only deletes, with always_run'
change 's/^        language: system/&\n        always_run: true/' .pre-commit-config.yaml
git add -A && commit 'always_run'
git rm -q config/dev/orders.yaml && commit 'an output deleted'
git reset -q --hard
pre-commit uninstall > /dev/null
echo "-- git's own"
follow
sed 's/^/  /' "$(git rev-parse --git-path hooks/pre-commit)"
change 's/9090/9091/' strategy.rung && git add -A && commit 'a stale output'
rung build > /dev/null && git add -A && commit built
echo '-- one that is there stays as it is, and a project below'
printf '#!/bin/sh\necho mine\n' > .git/hooks/pre-commit
follow | sed 's/^.*: .*pre-commit: .*exist.*$/File exists/'
cat .git/hooks/pre-commit
mkdir shop && git mv strategy.rung config deploy .rung shop/ && git commit -q --no-verify -m below
printf '#!/bin/sh\nrung check --drift --staged --project shop || exit 1\n' > .git/hooks/pre-commit
change 's/9091/9092/' shop/strategy.rung && git add -A && commit 'a stale output below'
