# project: examples/adoption
# docs/adoption.md, followed word for word where Helm and the network are not needed.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
sh "$PROJECT/tests/golden/guide.sh" "$PROJECT/docs/adoption.md" > ../guide
sh ../guide
rm ../guide
rung build --check
