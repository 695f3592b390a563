# project: tests/golden/command/shop
# needs: python3
# needs: curl
# needs: jq
# The template of GitLab, run job by job as it is to be pasted, and its comment.
. "$PROJECT/tests/ci/lib.sh"
start_api
export TOKEN
git init -q -b main . && git config user.name a && git config user.email a@example.com
run() {
    python3 "$PROJECT/tests/ci/gitlab.py" "$PROJECT/examples/ci/gitlab.yml" RUNG_HOME="${from:-$PROJECT}" \
        CI_API_V4_URL="$api/api/v4" CI_DEFAULT_BRANCH=main "$@" | sed "s|$api|API|g; s|$api_directory|HERE|g"
    requests
}
request() {
    run CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_ID=5 \
        CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git merge-base main HEAD)" "$@"
}
rung build > /dev/null
printf 'rung-reports/\n' > .gitignore
printf '.rung/outputs merge=union\n' > .gitattributes
git add -A && git commit -q -m one
echo '-- a push to the default branch'
run CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main
echo '-- a push to another branch'
run CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=change
git checkout -q -b change
sed 's/| 6/| 8/' strategy.rung > changed && mv changed strategy.rung && rung build > /dev/null
git add -A && git commit -q -m two
echo '-- a merge request, without a token and with one'
request
request RUNG_TOKEN="$TOKEN"
request RUNG_TOKEN="$TOKEN"
echo '-- errors: the comment is changed all the same'
sed 's/8080/"a port"/; s/port =/port: int =/' strategy.rung > changed && mv changed strategy.rung
git add -A && git commit -q -m three
request RUNG_TOKEN="$TOKEN"
python3 -m json.tool rung-reports/quality.json
echo '-- a token that may only read, one that is refused, and a stranger with our marker'
touch "$api_directory/readonly"
rm "$api_directory/comments.json"
export CI_API_V4_URL="$api/api/v4" CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_ID=5
RUNG_TOKEN="$TOKEN" ci comment gitlab rung-reports/diff.md
rm "$api_directory/readonly"
RUNG_TOKEN=other ci comment gitlab rung-reports/diff.md
echo '[{"id": 1, "body": "<!-- rung diff -->", "author": {"id": 41}, "system": false},
 {"id": 2, "body": "<!-- rung diff -->", "author": {"id": 42}, "system": true},
 {"id": 3, "body": "<!-- rung diff -->", "author": {"id": 42}, "system": false}]' > "$api_directory/comments.json"
RUNG_TOKEN="$TOKEN" ci comment gitlab rung-reports/diff.md
fault GET /api/v4/user 429 1 Retry-After: 3
RUNG_TOKEN="$TOKEN" ci comment gitlab rung-reports/diff.md
CI_MERGE_REQUEST_IID= RUNG_TOKEN="$TOKEN" ci comment gitlab rung-reports/diff.md
echo '-- in a merge with the target, that is what is compared with'
git checkout -q main && sed 's/"Shop"/"The shop"/' strategy.rung > changed && mv changed strategy.rung
rung build > /dev/null && git commit -q -a -m four
git checkout -q change && git checkout -q HEAD~1 && git merge -q -m merged main
request CI_MERGE_REQUEST_TARGET_BRANCH_SHA="$(git rev-parse main)"
echo '-- from a clone of the revision that is named'
printf '#!/bin/sh\necho "apt-get $*"\n' > "$api_directory/bin/apt-get"
chmod +x "$api_directory/bin/apt-get"
mkdir "$api_directory/source" && cp -r "$PROJECT/.ci" "$PROJECT/Makefile" "$PROJECT/examples" "$api_directory/source"
git -C "$api_directory/source" init -q -b main && git -C "$api_directory/source" add -A
git -C "$api_directory/source" -c user.name=a -c user.email=a@example.com commit -q -m one
git -C "$api_directory/source" tag one
from=$api_directory/home
run CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main RUNG_REPOSITORY="file://$api_directory/source" RUNG_REVISION="$(git -C "$api_directory/source" rev-parse HEAD)"
git -C "$api_directory/home" describe --tags
