# project: tests/golden/command/shop
# Where the disk cannot follow the index, the rest of it does, and its list says what is there.
git init -q -b main . && git config user.name a && git config user.email a@example.com
command rung build > built && rm built && git add -A && git commit -q -m one
change() {
    sed "s/port = .*/port = $1/" strategy.rung > changed && mv changed strategy.rung && git add strategy.rung
}
echo '-- a file in the place of a directory'
change 9090
rm -r config/prod && echo mine > config/prod
rung build --staged
cat config/prod; tail -n 1 config/staging/orders.yaml
rung build --staged
rm config/prod && git checkout -q .
rung build --check
git status --short
git commit -q -a -m two
echo '-- a list that cannot be read'
change 7070
mv .rung/outputs list && mkdir .rung/outputs
rung build --staged
git diff --stat
rmdir .rung/outputs && mv list .rung/outputs
rung build
git status --short
git commit -q -a -m three
echo '-- no list and nothing that follows'
change 6060
rm -r .rung config deploy && echo mine > config
rung build --staged --env prod
ls -A
