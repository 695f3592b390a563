# project: tests/golden/command/shop
# With --head the sources and the outputs of a revision are judged, whatever is on disk.
git init -q -b main . && git config user.name a && git config user.email a@example.com
replace() {
    sed "$1" "$2" > changed && mv changed "$2"
}
command rung build > built && rm built
git add -A && git commit -q -m one
git checkout -q -b stale
replace 's/port = 8080/port = 9090/' strategy.rung && git commit -q -a -m two
git checkout -q main
echo '-- on disk there is an edit, in neither revision'
replace 's/^replicas: 6/replicas: 7/' config/prod/orders.yaml
rung check --drift --base main
rung check --drift --base main --head main
echo '-- a revision whose outputs are stale, not checked out'
rung check --drift --base main --head stale
echo '-- the same where nothing is checked out'
git clone -q --bare . bare
rung check --drift --base main --head stale --project bare
rung check --drift --base main --head main --project bare
