# needs: pre-commit
# What `rung init --pre-commit` prints is taken as it is, where nothing can be fetched, and pre-commit runs each
# hook for the files of its project that matter, and for no other. At last the same from a checkout of the hooks.
export PRE_COMMIT_HOME="$PWD/../hooks-$$" PRE_COMMIT_COLOR=never GIT_CONFIG_COUNT=2
export GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0=a GIT_CONFIG_KEY_1=user.email GIT_CONFIG_VALUE_1=a@example.com
export GIT_ALLOW_PROTOCOL=none
trap 'rm -rf "$PRE_COMMIT_HOME"' EXIT
mkdir work && cd work && git init -q -b main .
mkdir deploy && cp -r "$PROJECT/examples/flowmart" deploy/flowmart && rm -r deploy/flowmart/expected
cp -r "$PROJECT/tests/golden/command/shop" 'deploy/flowmart/a+b (c) $x'
echo read > README.md
for place in deploy/flowmart 'deploy/flowmart/a+b (c) $x'; do
    command rung build --project "$place" > /dev/null || echo "$place is not built"
done
rung init --pre-commit deploy > ../printed
cat ../printed
sed '1d;$d' ../printed > .pre-commit-config.yaml
pre-commit validate-config && git add -A && git commit -q -m begin && pre-commit install > /dev/null
# Which hooks run for a change of this file?
try() {
    mkdir -p "$(dirname "$1")" && echo "$2" >> "$1" && git add -A
    printf -- '-- %s\n' "$1"
    git commit -q -m "$1" > ../log 2>&1
    sed -n 's/[.]*\(Passed\|Failed\|(no files.*\)$/ \1/p' ../log
    git reset -q --hard begin
}
git tag begin
try README.md more
try deploy/README.md more
try deploy/flowmart/README.md more
try deploy/flowmart/modules/network/README.md more
try deploy/flowmart/.hidden/a.rung '# hidden'
try deploy/flowmart/strategy.rung '# more'
try deploy/flowmart/services/new.rung '# new'
try deploy/flowmart/charts/web/templates/deployment.yaml '# more'
try deploy/flowmart/charts/web/templates/new.yaml '# new'
try deploy/flowmart/modules/network/variables.tf '# more'
try deploy/flowmart/deploy/production/orders.yaml '# more'
try deploy/flowmart/deploy/perf/orders.yaml '# new'
try deploy/flowmart/.rung/outputs more
try 'deploy/flowmart/a+b (c) $x/strategy.rung' '# more'
try 'deploy/flowmart/a+b (c) $x/config/prod/orders.yaml' '# more'
try 'deploy/flowmart/a+b (c) $x/README.md' more
echo '-- from a checkout of the hooks, as docs/pre-commit.md says'
mkdir ../kit && cp -r "$PROJECT/.ci" "$PROJECT/.pre-commit-hooks.yaml" "$PROJECT/Makefile" ../kit/
git init -q -b main ../kit && git -C ../kit add -A && git -C ../kit commit -q -m kit
revision=$(git -C ../kit rev-parse HEAD)
sed "s|repo: local|repo: file://${PWD%/*}/kit\n    rev: $revision|
    / entry: / d; / language: / d; / pass_filenames: / d; / require_serial: / d" .pre-commit-config.yaml > changed
mv changed .pre-commit-config.yaml && sed "s|$revision|COMMIT|" .pre-commit-config.yaml | sed -n 3,10p
git commit -q -a -m kit --no-verify && git tag -f begin > /dev/null
export GIT_ALLOW_PROTOCOL=file
try deploy/flowmart/README.md more
try deploy/flowmart/strategy.rung '# more'
try deploy/flowmart/deploy/production/orders.yaml '# more'
