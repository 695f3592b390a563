# project: tests/golden/command/shop
# What is staged in the place of an output or of a directory of outputs stays staged, whoever it belongs to.
git init -q -b main . && git config user.name a && git config user.email a@example.com
echo '-- a file in the place of a directory'
echo mine > config && git add config strategy.rung && rm config
rung build --staged
git diff --cached --name-only
echo '-- a link'
git rm -q --cached config && ln -s strategy.rung config && git add config && rm config
rung build --staged --overwrite
git diff --cached --name-only
echo '-- a submodule'
git rm -q --cached config
git update-index --add --cacheinfo "160000,$(git hash-object strategy.rung),config"
rung build --staged
git diff --cached --name-only
echo '-- a directory in the place of an output'
git rm -q --cached config && mkdir -p config/dev/site.json && echo mine > config/dev/site.json/a && git add config
rung build --staged
rung build --staged --overwrite
git diff --cached --name-only
echo '-- what the build takes away makes room'
git rm -qr --cached config && rm -r config && command rung build > built && rm built && git add -A && git commit -q -m one
sed 's|^stack site {|&\n  emit json to "config/${env}/site.json/all.json"|' strategy.rung > changed
mv changed strategy.rung && git add strategy.rung
rung build --staged --prune
git status --short
