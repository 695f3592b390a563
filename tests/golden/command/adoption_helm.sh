# project: examples/adoption
# needs: helm
# docs/adoption.md with what it asks of Helm: what is rendered before and after.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
sh "$PROJECT/tests/golden/guide.sh" "$PROJECT/docs/adoption.md" helm > ../guide
sh ../guide | sed -n '/^[$] for env/,/^[$] git rm/p'
rm ../guide
rung check --drift
