# project: examples/flowmart
# needs: python3
# needs: curl
# needs: jq
# The workflow of docs/terraform.md, with a `terraform` that says how it was called: what a change touches is planned,
# and applied on main up the ladder.
. "$PROJECT/tests/ci/lib.sh"
start_api
export GITHUB_API_URL="$api" GITHUB_GRAPHQL_URL="$api/graphql" TOKEN
cat > "$api_directory/bin/terraform" << 'END'
#!/bin/sh
case $1 in
init) [ -f main.tf ] || exit 1 ;;
*) for argument in "$@"; do
    case $argument in
    -var-file=*) [ -f "${argument#*=}" ] || exit 1 ;;
    esac
done ;;
esac
echo "$(basename "$PWD") $*" >> "${0%/*}/../terraform"
END
chmod +x "$api_directory/bin/terraform"
rm -rf expected
origin=$api_directory/origin
mkdir "$origin" && cp -r . "$origin" && cd "$origin" || exit 1
git init -q -b main . && git config user.name a && git config user.email a@example.com
change() {
    sed "$1" "$2" > changed && mv changed "$2"
    rung build > /dev/null 2>&1
    git add -A && git commit -q -m "$1"
}
run() {
    git checkout -q -B merge main && git merge -q --no-ff -m merged change && git update-ref refs/pull/7/merge HEAD
    python3 "$PROJECT/tests/ci/runner.py" "$PROJECT/examples/ci/terraform.yml" "$api_directory" "$@" 2>&1 |
        grep -v ': 0$\|output affected\|no comment\|the comment'
    cat "$api_directory/terraform" 2> /dev/null
    rm -f "$api_directory/terraform" "$api_directory/requests"
}
rung build > /dev/null && git add -A && git commit -q -m one
git checkout -q -b change
echo '-- two environments of one stack'
change 's/| 1           | 3       | 3/| 1           | 2       | 3/' infrastructure.rung
run pull_request
echo '-- the same from a fork, with no cloud'
HEAD_REPOSITORY=stranger/config run pull_request
echo '-- merged, with another commit before: what came since the last push, up the ladder'
BEFORE=$(git rev-parse main)
export BEFORE
git checkout -q main && change 's/eks_node_max: int(>= 1)  *| 2 /&/; s/| 10$/| 11/' infrastructure.rung
git merge -q --no-ff -m merged change > /dev/null && rung build > /dev/null && git add -A && git commit -q --allow-empty -m three
run push
echo '-- a module'
git checkout -q -B change main && echo '# a note' >> modules/network/main.tf && git commit -q -a -m four
run pull_request
echo '-- services only'
git checkout -q -B change main && change 's/production = 10 }/production = 12 }/' services/orders.rung
run pull_request
echo '-- errors: nothing is planned'
git checkout -q -B change main && change 's/nat_gateways: int(1..3)/nat_gateways: bool/' infrastructure.rung
run pull_request
