#!/bin/sh
# codes.sh - the codes of codes.def are those that explanations and goldens have, and a code that
# was ever given out (tests/golden/codes.txt) keeps its name for good. `codes.sh --add` puts new
# codes at the end of that list.
set -u

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
list=tests/golden/codes.txt
status=0

cat compiler/report/codes_*.def | sed -n 's/^CODE(\([A-Z][0-9]*\), "\([^"]*\)".*/\1 \2/p' | sort > "$work/named"
cut -d ' ' -f 1 "$work/named" > "$work/codes"

complain_difference() {
    comm "$1" "$work/codes" "$work/there" | while read -r code; do echo "$code $2"; done | grep . && status=1
}

find compiler/report/explain -name '*.md' | sed 's|.*/\(.*\)\.md|\1|' | sort > "$work/there"
complain_difference -23 'has no explanation: compiler/report/explain/CODE.md'
complain_difference -13 'is explained and does not exist'

{
    find tests/golden/report tests/golden/explain -name '*.report' 2> /dev/null | sed 's|.*/\([A-Z][0-9]*\).*|\1|'
    # No golden can make a folder that root cannot list, or is as large as these have to be.
    printf '%s\n' F0002 F0086 S0002 T0046
    find tests/golden/command -name '*.out' -exec sed -n 's/.*[a-z]\[\([A-Z][0-9][0-9]*\)\].*/\1/p' {} + 2> /dev/null
} | sort -u > "$work/there"
complain_difference -23 'has no golden: tests/golden/report/CODE-slug.rung'
complain_difference -13 'has a golden and does not exist'

if [ "${1-}" = --add ]; then
    sort -u "$work/named" "$list" > "$work/all" 2> /dev/null
    cp "$work/all" "$list"
fi
sort "$list" > "$work/known"
comm -23 "$work/named" "$work/known" | sed "s|\$| is not in $list (sh tests/hygiene/codes.sh --add)|" | grep . && status=1
cut -d ' ' -f 1 "$work/known" | uniq -d | sed "s|\$| was given out twice: see $list|" | grep . && status=1

[ $status -eq 0 ] && echo 'OK   check-codes'
exit $status
