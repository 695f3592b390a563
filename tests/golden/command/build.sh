# project: tests/golden/command/shop
rung build
cat .rung/outputs config/prod/orders.yaml config/dev/site.json
echo '-- nothing changed'
rung build --exit-code
rung build --check
echo '-- the source changed'
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
rung build --check
rung build --exit-code
echo '-- edited by hand, missing'
echo 'port: 1' > config/prod/orders.yaml
rm config/dev/orders.yaml
rung build --check
rung build
cat config/prod/orders.yaml
rung build --overwrite
tail -3 config/prod/orders.yaml
echo '-- no longer produced'
sed 's/^stack site/stack site in prod/' strategy.rung > changed && mv changed strategy.rung
rung build --check
rung build
rung build --prune
ls config/*
echo '-- not ours'
rm -r .rung
sed 's/9090/7070/' strategy.rung > changed && mv changed strategy.rung
rung build
echo '-- elsewhere'
rung build --out elsewhere
find elsewhere -type f | sort
