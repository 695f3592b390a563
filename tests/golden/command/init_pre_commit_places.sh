# project: tests/golden/command/shop
# Where it stands, what is there already, and projects with errors. Nothing is ever written.
rung init --pre-commit
git init -q -b main . && git add -A
echo '-- at the top of the repository'
rung init --pre-commit
echo '-- one that is there'
printf 'repos: []\n' > .pre-commit-config.yaml
rung init --pre-commit > printed
cat .pre-commit-config.yaml
: > .pre-commit-config.yaml
rung init --pre-commit > printed
rm .pre-commit-config.yaml printed
echo '-- below, named from elsewhere'
mkdir -p sub/one sub/two/inner && mv strategy.rung sub/one/
printf 'strategy two {\n  rung = "0.1"\n  emit json to "${env}.json"\n  emit yaml to "made/${env}/${env}/settings"\n}\n\nladder dev -> prod\n\nenvironments | dev           | prod {\n  class      | nonproduction | production\n}\n\nstack a {\n  chart = "."\n  json {\n    a = 1\n  }\n  yaml {\n    a = 1\n  }\n}\n' > sub/two/strategy.rung
printf 'name: two\n' > sub/two/Chart.yaml
cd sub && rung init --pre-commit two && cd ..
sed '/chart/d' sub/two/strategy.rung > changed && mv changed sub/two/strategy.rung
rung init --pre-commit --project sub/two/inner
echo '-- with errors'
sed 's/emit json/emit jso/' sub/two/strategy.rung > changed && mv changed sub/two/strategy.rung
rung init --pre-commit
echo '-- a name of which nothing is printed as it is'
rm -r sub/two && odd=$(printf 'a\tb\302\240#"\303\251\342\200\256') && mkdir "$odd" && mv sub/one "$odd/c" && cd "$odd"
rung init --pre-commit
echo '-- no UTF-8'
mkdir -p "c/$(printf 'd\377')" && cp c/strategy.rung c/d?/
rung init --pre-commit
cd ..
echo '-- none'
rm -r "$odd"
mkdir new
rung init --pre-commit new
rung init --pre-commit nowhere
find . -type f ! -path './.git/*'
