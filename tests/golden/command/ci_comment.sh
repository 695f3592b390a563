# needs: python3
# needs: curl
# needs: jq
# The comment on a pull request of GitHub: made once, changed after, ours by its author, and nothing of it
# fails a check or shows the token.
. "$PROJECT/tests/ci/lib.sh"
start_api
export GITHUB_API_URL="$api" GITHUB_GRAPHQL_URL="$api/graphql" GITHUB_REPOSITORY=shop/config
export RUNG_TOKEN="$TOKEN" RUNG_PULL_REQUEST=7
comments() {
    python3 - "$api_directory/comments.json" << 'END'
import json, sys
for comment in json.load(open(sys.argv[1])):
    print("  |", comment["id"], comment["user"]["login"], repr(comment["body"])[:90])
END
}
set_comments() {
    python3 - "$api_directory/comments.json" "$@" << 'END'
import json, sys
comments = [{"id": number, "user": {"login": "someone"}, "body": "a remark"} for number in range(int(sys.argv[2]))]
for number, login, body in zip(*[iter(sys.argv[3:])] * 3):
    comments.append({"id": int(number), "user": {"login": login}, "body": body})
json.dump(comments, open(sys.argv[1], "w"))
END
}
printf '<!-- rung diff -->\n**1 value changes in orders, in prod**\n\n| `a` | `"\\"` \342\206\222 `\t` |\n' > diff.md
printf '<!-- rung diff -->\n**No value changes in any environment.**\n' > none.md

echo '-- what the page does not speak of'
sed -n 's/.*\${*\(\(RUNG\|GITHUB\|CI\)_[A-Z0-9_]*\).*/\1/p' "$PROJECT/.ci/comment" "$PROJECT/.ci/http" | sort -u |
    grep -v RUNG_NOTICE | while read -r name; do grep -q "$name" "$PROJECT/docs/shell.md" || echo "$name"; done
echo '-- nothing differs, and there is no comment'
ci comment github none.md
echo '-- created once'
ci comment github diff.md
ci comment github diff.md
echo '-- updated after'
sed 's/prod/staging/' diff.md > other.md
ci comment github other.md
ci comment github none.md
comments
echo '-- a project of its own has a comment of its own, named where its name is harmless'
ci comment github diff.md infra/eu
ci comment github diff.md '--></details>@everyone `$(touch pwned)`'
ci comment github other.md infra/eu
comments
echo '-- a comment of a stranger with our marker is neither changed nor in the way; on the third page is ours'
set_comments 0 1 mallory '<!-- rung diff -->
ha' 2 github-actions '<!-- rung diff -->' 3 'github-actions[bot]' 'see <!-- rung diff -->'
ci comment github diff.md
set_comments 230 900 mallory '<!-- rung diff -->' 901 'github-actions[bot]' '<!-- rung diff -->
old'
ci comment github diff.md
comments | tail -2
echo '-- the token of an app or of a person'
echo 'our-app[bot]' > "$api_directory/login"
ci comment github diff.md
rm "$api_directory/login"
echo '-- a token that may not ask who it is is one of a workflow'
fault POST /graphql 403 1
ci comment github other.md
echo '-- a token that may only read, as in a pull request from a fork'
set_comments 0
touch "$api_directory/readonly"
ci comment github diff.md
RUNG_REQUIRED=true ci comment github diff.md
rm "$api_directory/readonly"
echo '-- what the service says'
RUNG_TOKEN=wrong ci comment github diff.md
for status in 401 404 422 418; do
    fault POST /repos/.* $status 9
    ci comment github diff.md
done
echo '-- what is worth another try'
fault POST /repos/.* 502 2
ci comment github diff.md
fault PATCH /repos/.* 500 9
ci comment github other.md
fault GET /repos/.* 429 1 Retry-After: 7
ci comment github other.md
fault POST /graphql 429 1 Retry-After: 3600
ci comment github other.md
fault GET /repos/.* 429 1 Retry-After: Wed, 21 Oct 2026 07:28:00 GMT
ci comment github other.md
fault PATCH /repos/.* 403 1 Retry-After: 1
ci comment github diff.md
fault PATCH /repos/.* 404 1
ci comment github other.md
GITHUB_GRAPHQL_URL=http://127.0.0.1:1/graphql ci comment github diff.md
echo '-- what nobody is asked for'
RUNG_TOKEN= ci comment github diff.md
RUNG_TOKEN='a"
header = "X-Evil: 1' ci comment github diff.md
RUNG_REQUIRED=true RUNG_PULL_REQUEST= ci comment github diff.md
RUNG_PULL_REQUEST='7/../8' ci comment github diff.md
GITHUB_REPOSITORY=a/b/c ci comment github diff.md
GITHUB_REPOSITORY='a b' ci comment github diff.md
ci comment github nowhere.md
printf 'no marker\n' > strange.md
ci comment github strange.md
{ cat diff.md && head -c 70000 /dev/zero | tr '\0' x; } > long.md
ci comment github long.md
ci comment jira diff.md
echo '-- a diff that is longer than a comment may be, of characters that are longer than a byte'
mkdir large && cd large && git init -q -b main . && git config user.name a && git config user.email a@example.com
stacks() {
    printf 'strategy large {\n  rung = "0.1"\n}\n\nladder dev -> prod\n\nenvironments | dev           | prod {\n'
    printf '  class      | nonproduction | production\n}\n'
    for stack in $(seq 80); do
        printf '\nstack stack%s {\n  yaml {\n' "$stack"
        for value in $(seq 12); do printf '    v%s = "%s-%s\360\237\230\200\360\237\230\200\360\237\230\200\360\237\230\200\360\237\230\200"\n' "$value" "$1" "$stack"; done
        printf '  }\n}\n'
    done
}
stacks old > strategy.rung && git add -A && git commit -q -m one && stacks new > strategy.rung
command rung diff --base HEAD --format markdown --max-size 65000 > ../large.md
cd ..
python3 -c '
text = open("large.md", encoding="utf-8").read()
print(60000 < len(text) <= 65000 < len(text.encode()), text.splitlines()[-1])'
ci comment github large.md
echo '-- every character arrives as it is'
{ head -2 diff.md && printf '"\\\b\001\177\302\205\360\237\230\200</details>@everyone\r\n'; } > odd.md
ci comment github odd.md
python3 -c '
import json, sys
print(json.load(open(sys.argv[1]))[-1]["body"] == open("odd.md", newline="").read())' "$api_directory/comments.json"
echo '-- the token is on no command line, and seen by nobody who traces the script'
grep -q 'request POST' "$api_directory/arguments" || echo 'no command line was kept'
grep -c "$TOKEN" "$api_directory/arguments"
sh -x "$PROJECT/.ci/comment" github diff.md > traced 2>&1
grep -c "$TOKEN" traced
requests > /dev/null
[ ! -e pwned ] || echo 'PWNED'
rung version
