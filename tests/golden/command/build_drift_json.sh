# project: tests/golden/command/shop
rung build > /dev/null
sed 's/^stack site/stack site in prod/; s/8080/9090/' strategy.rung > changed && mv changed strategy.rung
echo 'port: 1' > config/prod/orders.yaml
rm config/staging/orders.yaml
grep -v deploy/dev .rung/outputs > changed && mv changed .rung/outputs
echo 'mine' > deploy/dev/orders.release.yaml
rung build --check --format json
rung build --check --format json=drift.json
rung build --check --format text --format json=again.json > /dev/null
cmp drift.json again.json && echo same
rung build --format json
