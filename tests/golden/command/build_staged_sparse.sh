# project: tests/golden/command/shop
# Files that a sparse checkout does not have, and those that git takes for unchanged, stay marked as such: unmarked
# they would be taken for removed, and the next `git commit -a` would remove them.
git init -q -b main . && mkdir shop && mv strategy.rung shop && cd shop || exit
git config user.name a && git config user.email a@example.com
command rung build > built && rm built && git add -A && git commit -q -m one
git update-index --skip-worktree config/prod/orders.yaml && rm config/prod/orders.yaml
git update-index --assume-unchanged config/dev/orders.yaml
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung && git add strategy.rung
rung build --staged
git ls-files -v config
git commit -q -a -m two
git show --stat --format=%s
ls config/prod
