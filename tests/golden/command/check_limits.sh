# project: tests/golden/command/shop
for name in a b c d e; do
    printf 'stack %s {\n  json {\n    x = nothing\n    scale y = 1\n  }\n}\n' $name
done > many.rung
rung check --max-findings 2
command rung check --max-findings 0 2>&1 | tail -1
command rung check --max-findings 1 --format json | grep -c '"code"'
rung check --max-findings two
rung check --max-findings 99999999
rung check --max-findings 1 --max-findings 2
