#!/bin/sh
# functions.sh - no function has more than 60 lines; says how long they are.
set -u

if ! ctags --version 2> /dev/null | grep -q 'Universal Ctags'; then
    echo 'SKIP check-functions: universal-ctags is not installed'
    exit 0
fi
find compiler grammar tests fuzz -name '*.c' 2> /dev/null | sort |
    ctags -L - --languages=C --c-kinds=f --fields=+ne -f - --sort=no |
    awk -F '\t' '
    {
        start = end = 0
        for (i = 4; i <= NF; i++) {
            if ($i ~ /^line:/) start = substr($i, 6)
            if ($i ~ /^end:/) end = substr($i, 5)
        }
        print end - start + 1, $2 ":" start ": `" $1 "`"
    }' | sort -n | awk '
    { size[NR] = $1; if ($1 > 60) { print; failed = 1 } }
    END {
        printf "     %d functions: half have at most %d lines, nine tenths at most %d, the longest %d\n",
            NR, size[int((NR + 1) / 2)], size[int(NR * 0.9)], size[NR]
        exit failed
    }' || exit 1
echo 'OK   check-functions'
