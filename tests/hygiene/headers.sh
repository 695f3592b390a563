#!/bin/sh
# headers.sh - every header compiles alone, with $CC and with gcc and clang where they are, and
# rung.h as C++ too.
set -u

status=0
# shellcheck disable=SC2086
compile_alone() {
    printf '#include "%s"\n' "$2" | eval "$1 $3 $FLAGS" -Werror -fsyntax-only -x "$4" - || status=1
}

for compiler in $(printf '%s\n' "${CC:-cc}" gcc clang | sort -u); do
    if ! command -v "$compiler" > /dev/null; then
        echo "SKIP check-headers: $compiler is not installed"
        continue
    fi
    for header in $(find compiler -name '*.h' | sed 's|^compiler/||' | sort) rung.h; do
        compile_alone "$compiler" "$header" '' c
    done
done
if command -v c++ > /dev/null; then
    echo '#include "rung.h"' | c++ -std=c++11 -Wall -Wextra -Werror -Iinclude -fsyntax-only -x c++ - || status=1
else
    echo 'SKIP check-headers: no C++ compiler is installed'
fi
[ $status -eq 0 ] && echo 'OK   check-headers'
exit $status
