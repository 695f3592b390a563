# project: tests/golden/command/shop
sed 's/scale replicas/replicas/' strategy.rung > changed && mv changed strategy.rung
echo '-- an error writes nothing'
rung build
rung build --overwrite --prune --out place
rung build --check
ls -A
echo '-- a warning does not stop it'
sed 's/ replicas/ scale replicas/; s/port = 8080/scale &/' strategy.rung > changed && mv changed strategy.rung
rung build
echo '-- a file that was edited by hand stops all of it'
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
echo 'port: 1' > config/prod/orders.yaml
rung build
grep port config/*/orders.yaml
