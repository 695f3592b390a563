# project: tests/golden/command/shop
# One command for a hook and for CI: mistakes, layout and outputs.
command rung build > built && rm built
echo '-- all is well'
rung check --drift
echo '-- a layout and an output, in one run'
replace() {
    sed "$1" "$2" > changed && mv changed "$2"
}
replace 's/  port = 8080/  port =  8080/; s/scale replicas: int | 1 /scale replicas: int  | 1/' strategy.rung
replace 's/replicas: 2/replicas: 4/' config/staging/orders.yaml
rung check --drift
rung check
rung check --drift --format json > drift.json
grep -o '"fixes": \[{.*\]}\]' drift.json
echo '-- nothing but the layout'
command rung build --overwrite > built && rm built
rung check --drift
rung fmt
rung check --drift
echo '-- a mistake: what is built of it nobody knows, the layout is said all the same'
replace 's/port = 8080/port = "x/' strategy.rung
printf 'stack broken {\n  yaml {\n    a: int="x"\n  }\n}\n' > broken.rung
rung check --drift
rm broken.rung
replace 's/port = "x/port = 8080/' strategy.rung
printf 'stack broken {\n  yaml {\n    a: int="x"\n  }\n}\n' > broken.rung
rung check --drift
rm broken.rung
echo '-- a warning alone'
replace '/rung = "0.1"/d' strategy.rung
rung check --drift
rung check --drift --strict
echo '-- outputs that the list does not have, as when it was not committed'
replace 's/strategy shop {/&\n  rung = "0.1"/' strategy.rung
rm -r .rung
rung check --drift
rung build --check --unit site
command rung build > built && rm built
rung check --drift
