# project: tests/golden/command/shop
bad() { printf 'stack  %s{\n}\n' "$1" > "$2"; }
mkdir -p services inner/deep .hidden
bad a services/a.rung && bad b services/b.rung && bad c inner/deep/c.rung && bad d .hidden/d.rung
cp strategy.rung inner/
echo '-- the project: not the one inside'
rung fmt --check
echo '-- what was named: all below'
rung fmt --check .
rung fmt --check services/a.rung inner
rung fmt services/a.rung
rung fmt --diff services inner/deep
rung fmt --diff --check services
cd services
rung fmt --check ../inner .
rung fmt ../nowhere.rung
cd ..
echo '-- mistakes'
echo 'stack torn {' > inner/deep/torn.rung
rung fmt inner services/../inner/deep/torn.rung inner/deep/torn.rung
rm inner/deep/torn.rung
rung fmt nowhere.rung nowhere services
rung fmt --check "$PWD/inner"
mkdir empty && rung fmt empty
rung fmt .hidden/d.rung
echo '-- it is a source of no project'
rm strategy.rung inner/strategy.rung
rung fmt inner
rung fmt
