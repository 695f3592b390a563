# project: tests/golden/command/shop
# What would be committed: sources and outputs of the index.
git init -q -b main . && git config user.name a && git config user.email a@example.com
command rung build > built && rm built
git add -A && git commit -q -m one
echo '-- all is well'
rung build --check --staged
echo '-- a source staged without its outputs'
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
git add strategy.rung
rung build --check --staged
echo '-- built, and nothing of it staged'
command rung build > built && rm built
rung build --check
rung build --check --staged
echo '-- one output of three staged'
git add config/dev/orders.yaml
rung build --check --staged
echo '-- all of them'
git add -A
rung build --check --staged
echo '-- an output that was edited and staged, and then mended on disk only'
echo 'port: 1' >> config/prod/orders.yaml
git add -A
command rung build --overwrite > built && rm built
rung build --check --staged
rung build --check
git add -A
echo '-- an output deleted in the index'
git rm -q --cached config/prod/site.json
rung build --check --staged
git add -A
echo '-- an output that is there and not in git'
git reset -q && git commit -q -a -m two && git rm -q --cached config/dev/site.json
rung build --check
rung build --check --staged
git add -A
echo '-- a unit renamed, its outputs not'
sed 's/stack site/stack front/' strategy.rung > changed && mv changed strategy.rung
git add strategy.rung
rung build --check --staged
echo '-- built and staged'
command rung build --prune > built && rm built
git add -A
rung build --check --staged
echo '-- what does not go together'
rung build --check --staged --out elsewhere
