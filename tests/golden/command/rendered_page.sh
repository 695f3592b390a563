# project: examples/adoption
# needs: helm
# What docs/rendered.md shows, from where docs/adoption.md ends.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
sh "$PROJECT/tests/golden/guide.sh" "$PROJECT/docs/adoption.md" > ../guide
sh ../guide > ../log
rung render
git add -A && git commit -q -m rendered
command rung set orders.helm.database.poolSize@prod 40 > ../log
rung diff --rendered --base HEAD
rung render --check
rung render
rung render --check
