# project: tests/golden/command/shop
mkdir a b && mv strategy.rung a/ && cp a/strategy.rung b/
printf 'stack more {\n  json {\n    a = 1\n  }\n}\n' > b/more.rung
echo '-- each project of the files, once'
rung build a/strategy.rung b/more.rung b/strategy.rung --unit site --env dev
find . -name '*.json' | sort
rung check a b
echo '-- what is about one project'
rung build a b --out place
rung check a b --format json
rung check a b --format text
echo '-- one of them has an error, one is not there'
echo 'stack torn {' > b/torn.rung
rung check a b c
