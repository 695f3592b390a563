# project: tests/golden/command/shop
rung fmt --check
printf 'stack  other{\njson {\na=1\n    long.name   =  2\n}\n}\n' > other.rung
rung fmt --check
rung fmt --diff
rung fmt
cat other.rung
rung fmt
printf 'stack  piped{\n}\n' | rung fmt -
echo 'stack torn {' > torn.rung
rung fmt torn.rung
cat torn.rung
rung fmt nowhere.rung
