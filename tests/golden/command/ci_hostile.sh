# needs: python3
# needs: curl
# needs: jq
# needs: cmark-gfm
# A pull request whose every name, comment and value wants to be a command, markup, a link or an escape, through
# the action, the template of GitLab and the plain recipe: none of it acts.
. "$PROJECT/tests/ci/lib.sh"
start_api
export GITHUB_API_URL="$api" GITHUB_GRAPHQL_URL="$api/graphql" TOKEN
export HEAD_REF='x";touch${IFS}pwned;$(touch${IFS}pwned)`touch${IFS}pwned`#'
origin=$api_directory/origin
mkdir "$origin" && cd "$origin" || exit 1
git init -q -b main . && git config user.name a && git config user.email a@example.com
write() {
    python3 "$PROJECT/tests/ci/hostile.py" write "$1" .
    [ "$1" = mistakes ] || [ "$1" = broken ] || { rung fmt && rung build; } > /dev/null
    git add -A && git commit -q -m "$1 \$(touch pwned) ::error::forged"
}
write base
run() {
    git checkout -q -B merge main && git merge -q --no-ff -m merged "$HEAD_REF" && git update-ref refs/pull/7/merge HEAD
    git checkout -q "$HEAD_REF"
    python3 "$PROJECT/tests/ci/runner.py" "$PROJECT/examples/ci/github.yml" "$api_directory" pull_request |
        sed '/output affected/s/:.*/: .../'
    cd "$api_directory/work" || exit 1
    python3 "$PROJECT/tests/ci/hostile.py" judge "$api_directory/temporary/rung"
    python3 "$PROJECT/tests/ci/gitlab.py" "$PROJECT/examples/ci/gitlab.yml" RUNG_HOME="$PROJECT" \
        CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_ID=5 \
        CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git rev-parse 'HEAD^1')" CI_API_V4_URL="$api/api/v4" \
        CI_COMMIT_TITLE="$HEAD_REF" CI_MERGE_REQUEST_SOURCE_BRANCH_NAME="$HEAD_REF" RUNG_TOKEN="$TOKEN" > log
    grep -a 'STEERS\|SEEN\|exit\|rung: ' log
    find "$api_directory" "$HOME" -name pwned
    requests
    cd "$origin" || exit 1
}
git checkout -q -b "$HEAD_REF"
echo '-- a change without mistakes'
write head
run
echo '-- mistakes'
write mistakes
run
echo '-- what does not parse'
write broken
run
echo '-- links in the place of the reports'
mkdir "$api_directory/outside" && echo untouched > "$api_directory/outside/diff.md"
ln -s "$api_directory/outside" rung-reports
sh "$PROJECT/examples/ci/check.sh" main 2>&1
rm rung-reports && mkdir rung-reports && ln -s "$api_directory/outside/diff.md" rung-reports/diff.md
ln -s "$api_directory/outside/new" rung-reports/check.sarif
sh "$PROJECT/examples/ci/check.sh" main > /dev/null 2>&1
cat "$api_directory/outside/"*
rung version
