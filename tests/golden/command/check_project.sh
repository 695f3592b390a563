# project: tests/golden/command/shop
mkdir -p below/deeper && cd below/deeper
rung values site --env dev
cd ../..
echo '-- a project inside is another one'
mkdir inner && cp strategy.rung inner/ && sed 's/"Shop"/"Inner"/' strategy.rung > inner/strategy.rung
rung values site.json.title --env dev
rung values site.json.title --env dev --project inner
cd inner && rung values site.json.title --env dev --project .. && cd ..
rung check inner/strategy.rung strategy.rung
echo '-- none'
rung check --project nowhere
rung check nowhere.rung
rm -r strategy.rung inner
rung check
rung check --format json
rung build
rung fmt
rung values
rung why a@b
