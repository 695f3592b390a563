# project: examples/adoption
# needs: pre-commit
# docs/adoption.md with the hook: what the page commits passes it, what it forgets does not, and nothing is fetched.
export PRE_COMMIT_HOME="$PWD/../hooks" PRE_COMMIT_COLOR=never GIT_ALLOW_PROTOCOL=none
trap 'rm -rf "$PRE_COMMIT_HOME"' EXIT
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
sh "$PROJECT/tests/golden/guide.sh" "$PROJECT/docs/adoption.md" pre-commit > ../guide
sh ../guide | sed -n '/--pre-commit/,$p' | sed 's/^rung[.]*\(Passed\|Failed\)/rung \1/; /^\[WARNING\]/d; /^\[INFO\]/d'
rm ../guide
git log --format=%s
git status --short
rung check --drift
