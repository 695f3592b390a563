# project: tests/golden/command/shop
sed 's/scale replicas/replicas/' strategy.rung > changed && mv changed strategy.rung
COLUMNS=60 rung check
sed 's/ replicas/ scale replicas/' strategy.rung > changed && mv changed strategy.rung
COLUMNS=60 rung values
COLUMNS=100 rung values orders
echo '-- what is no width'
COLUMNS=0 rung values site
COLUMNS=wide rung values site
