#!/bin/sh
# analysis.sh - what reads the program without running it finds nothing: gcc -fanalyzer, cppcheck,
# clang-tidy (.clang-tidy says which checks) and scan-build, each where it is installed. What one of
# them is wrong about is said beside the line, with the reason.
set -u

work=$OUT/analysis
mkdir -p "$work"
jobs=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2)
sources=$(for layer in $LAYERS; do find "compiler/$layer" -name '*.c'; done | sort)
status=0

# Runs "$2 FILE" for every source; what it prints is a finding.
each_source() {
    printf '%s\n' "$sources" | xargs -n 1 -P "$jobs" sh -c "$2" sh > "$work/$1.txt" 2>&1
    if [ -s "$work/$1.txt" ]; then
        cat "$work/$1.txt"
        status=1
    else
        echo "OK   check-analysis: $1"
    fi
}

has() {
    command -v "$1" > /dev/null && return 0
    echo "SKIP check-analysis: $1 is not installed"
    return 1
}

if has gcc; then
    each_source gcc "gcc $FLAGS -O2 -fanalyzer -c -o /dev/null \"\$1\""
fi
if has cppcheck; then
    # Rows of .def files are no C by themselves. `run_out` in arena.c does not return. What `reading` returns lies in the arena, not in the
    # local that it fills in.
    # shellcheck disable=SC2086
    cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 \
        --suppress=missingIncludeSystem --suppress='syntaxError:compiler/report/codes_*.def' \
        --suppress=nullPointerRedundantCheck:compiler/base/arena.c \
        --suppress=nullPointerArithmeticRedundantCheck:compiler/base/arena.c \
        --suppress=returnDanglingLifetime:compiler/foreign/chart.c -j "$jobs" \
        -Dnoreturn=_Noreturn -DPCRE2_CODE_UNIT_WIDTH=8 -DRUNG_VERSION='""' \
        -Icompiler -Iinclude -Igrammar -I"$OUT"/generated $sources &&
        echo 'OK   check-analysis: cppcheck' || status=1
fi
if has clang-tidy; then
    each_source clang-tidy "clang-tidy --quiet \"\$1\" -- $FLAGS 2> /dev/null | grep -v '^\$'"
fi
if has scan-build; then
    rm -rf "$OUT/scan"
    if scan-build -o "$work/scan" --status-bugs make -s -j "$jobs" MODE=debug OUT="$OUT/scan" "$OUT/scan/rung" > "$work/scan.txt" 2>&1; then
        echo 'OK   check-analysis: scan-build'
    else
        cat "$work/scan.txt"
        status=1
    fi
fi
exit $status
