# project: tests/golden/command/shop
# needs: python3
# needs: curl
# needs: jq
# The action, run step by step from the workflow that is to be pasted: on a pull request, from a fork, on main.
. "$PROJECT/tests/ci/lib.sh"
start_api
export GITHUB_API_URL="$api" GITHUB_GRAPHQL_URL="$api/graphql" TOKEN
origin=$api_directory/origin
mkdir "$origin" && cp -r . "$origin" && cd "$origin" || exit 1
git init -q -b main . && git config user.name a && git config user.email a@example.com
commit() {
    git add -A && git commit -q -m "$1"
}
change() {
    sed "$1" "$2" > changed && mv changed "$2"
}
# The merge of main and of a branch is what a pull request is tested as.
pull() {
    git checkout -q -B merge main && git merge -q --no-ff -m merged "$1" && git update-ref refs/pull/7/merge HEAD
    git checkout -q main
}
run() {
    echo "$ $*"
    python3 "${runner:-$PROJECT/tests/ci/runner.py}" "${workflow:-$PROJECT/examples/ci/github.yml}" "$api_directory" "$@"
    requests
}
echo '-- what the page does not speak of'
python3 -c '
import sys, yaml
action, page = yaml.safe_load(open(sys.argv[1] + "/action.yml")), open(sys.argv[1] + "/docs/github.md").read()
print([name for part in ("inputs", "outputs") for name in action[part] if f"| `{name}` |" not in page])
' "$PROJECT"
rung build > /dev/null
commit one
echo '-- the first commit of all, on main'
run push
git checkout -q -b change main
change 's/| 6/| 8/' strategy.rung && rung build > /dev/null
commit two
pull change
echo '-- a change of one value'
run pull_request
cat "$api_directory/summary.md"
echo '-- once more'
run pull_request
git checkout -q change
change 's/8080/{ dev = 1, staging = 2, prod = 3 }/; s/port =/port: int =/' strategy.rung
commit three
pull change
echo '-- errors, and stale outputs'
run pull_request
echo '-- from a fork: the token may only read'
touch "$api_directory/readonly"
rm "$api_directory/comments.json" "$api_directory/summary.md"
run pull_request
cat "$api_directory/summary.md"
run pull_request comment=required
rm "$api_directory/readonly"
echo '-- an output edited by hand, of which warnings are made errors; nothing is handed on'
git checkout -q -B change main && change 's/8080/8081/' config/prod/orders.yaml
commit four
pull change
run pull_request strict=true comment=false sarif=false
echo '-- the same where outputs are not committed'
run pull_request drift=false comment=false sarif=false
echo '-- nothing differs any more'
git checkout -q -B change main && echo '# a note' >> strategy.rung
commit five
pull change
run pull_request
echo '-- a push to main'
git merge -q --no-ff -m merged change
run push
echo '-- a project that is not at the top, and reports in a place of their own'
mkdir -p infra/eu && git mv strategy.rung config deploy .rung infra/eu
commit six
git checkout -q -B change main && change 's/| 6/| 9/; s/8080/{ dev = 1, staging = 2, prod = 3 }/; s/port =/port: int =/' infra/eu/strategy.rung
commit seven
pull change
run pull_request project=infra/eu out=reports
ls "$api_directory/work/reports"
sed -n 's/.*\("uri": "[^"]*"\).*/\1/p; s/.*\("id": "rung[^"]*"\).*/\1/p' "$api_directory/report.json" | sort -u
echo '-- a project that is not there'
run pull_request project=nowhere
echo '-- what was not fetched'
workflow=$api_directory/shallow.yml
sed 's/fetch-depth: 2/fetch-depth: 1/' "$PROJECT/examples/ci/github.yml" > "$workflow"
run pull_request project=infra/eu
echo '-- without a program, where none can be built'
printf '#!/bin/sh\nexit 1\n' > "$api_directory/bin/apt-get"
printf '#!/bin/sh\necho "##[error]::add-mask::rung"\nexit 1\n' > "$api_directory/bin/rung"
cp "$api_directory/bin/apt-get" "$api_directory/bin/cc"
chmod +x "$api_directory/bin/"*
(
    # A checkout of the action in which nothing was built before.
    kit=$api_directory/kit
    mkdir "$kit" && cp -r "$PROJECT/.ci" "$PROJECT/Makefile" "$PROJECT/action.yml" "$kit" || exit 1
    runner=$PROJECT/tests/ci/runner.py workflow=$PROJECT/examples/ci/github.yml PROJECT=$kit
    run pull_request
)
rm "$api_directory/bin/rung" "$api_directory/bin/cc"
echo '-- never on this event'
run pull_request_target
