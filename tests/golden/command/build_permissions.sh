# project: tests/golden/command/shop
umask 022
rung build --unit orders --env dev
chmod 640 config/dev/orders.yaml
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
rung build --unit orders --env dev
ls -l config/dev/orders.yaml deploy/dev/orders.release.yaml | cut -c 1-10
