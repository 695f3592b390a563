#!/bin/sh
# prose.sh - every source begins with a paragraph that names it and says what it is for, no file has
# more than 700 lines, and no line speaks of where or by whom the work was done. Prints the share of
# comments in the compiler.
set -u

# The `$` are those of awk.
# shellcheck disable=SC2016
find compiler grammar tests fuzz -name '*.[ch]' 2> /dev/null | sort | xargs awk '
function complain(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    failed = 1
}
FNR == 1 {
    name = FILENAME
    sub(/.*\//, "", name)
    start = "/* " name " - "
    if (substr($0, 1, length(start)) != start) complain("does not begin with `" start "`")
    is_compiler = FILENAME ~ /^compiler\//
    is_open = 0
}
FNR == 701 { complain("has more than 700 lines") }
is_compiler && NF > 0 {
    lines++
    if (is_open || /^[[:space:]]*\/[*\/]/ || /\/\*.*\*\//) comments++
    if (/\/\*/ && !/\*\//) is_open = 1
    if (/\*\//) is_open = 0
}
END {
    printf "     %d %% of the lines of the compiler are comments\n", 100 * comments / lines
    exit failed
}' || exit 1
echo 'OK   check-prose'
