# project: tests/golden/command/shop
rung build > /dev/null
cp .rung/outputs before
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
cp config/dev/orders.yaml old.yaml
rung build > /dev/null
echo '-- killed after the list and one file: that one is new, the others are old'
cat before .rung/outputs | sort -u > changed && mv changed .rung/outputs
cp old.yaml config/dev/orders.yaml
printf 'half of a fi' > config/dev/.rung-new
printf 'half of a fi' > config/dev/.rung-new-1
rung build
grep port config/*/orders.yaml
find . -name '.rung-new*'
wc -l < .rung/outputs
echo '-- killed before the first file: the source has moved on since'
cp .rung/outputs after
sed 's/9090/7070/' strategy.rung > changed && mv changed strategy.rung
cat before after | sort -u > .rung/outputs
rung build
echo '-- killed before the last two files of a first build, which two threads were at'
rm config/dev/orders.yaml config/prod/orders.yaml
printf 'half of a fi' > config/dev/.rung-new
printf 'half of a fi' > config/prod/.rung-new-1
rung build
find . -name '.rung-new*'
rung build --check
