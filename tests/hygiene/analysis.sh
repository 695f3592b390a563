#!/bin/sh
# analysis.sh - what reads the program without running it finds nothing: gcc -fanalyzer, clang-tidy
# (.clang-tidy says which checks), scan-build and cppcheck, each where it is installed. What one of
# them is wrong about is said beside the line, with the reason.
#
# A source is read again only where its object is newer, which is when it or a header of it changed. Of
# a finding its one line appears here; how it comes about is in $OUT/analysis/TOOL/FILE.txt.
set -u

work=$OUT/analysis
jobs=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2)

# What the tool "$1" says of the source "$2". unix.API takes whatever is called `open` for the system's,
# as .clang-tidy says too.
findings_of() {
    case $1 in
    gcc) eval "gcc $FLAGS -O2 -fanalyzer -c -o /dev/null \"\$2\"" ;;
    clang-tidy) eval "clang-tidy --quiet \"\$2\" -- $FLAGS 2> /dev/null" | grep -v '^$' ;;
    scan-build) eval "scan-build --status-bugs -disable-checker unix.API -o \"\$work/scan\" clang $FLAGS -c -o /dev/null \"\$2\"" | grep -v '^scan-build:' ;;
    esac
}

# One source; `.ok` beside its findings stands for their absence.
read_one() {
    name=${2#compiler/}
    name=${name%.c}
    log=$work/$1/$(echo "$name" | tr / -)
    [ -n "$(find "$log.ok" -newer "$OUT/$name.o" 2> /dev/null)" ] && return 0
    rm -f "$log.ok"
    findings_of "$1" "$2" > "$log.txt" 2>&1
    if [ -s "$log.txt" ]; then
        grep -E ': (warning|error): |command not found' "$log.txt" || cat "$log.txt"
        echo "     more in $log.txt"
        return 1
    fi
    touch "$log.ok"
}

if [ "${1-}" = --one ]; then
    read_one "$2" "$3"
    exit $?
fi

sources=$(for layer in $LAYERS; do find "compiler/$layer" -name '*.c'; done | sort)
status=0

has() {
    command -v "$1" > /dev/null && return 0
    echo "SKIP check-analysis: $1 is not installed"
    return 1
}

# Every source with one tool, as many at a time as there are processors.
read_all() {
    mkdir -p "$work/$1"
    if printf '%s\n' "$sources" | xargs -n 1 -P "$jobs" sh "$0" --one "$1"; then
        echo "OK   check-analysis: $1"
    else
        status=1
    fi
}

has gcc && read_all gcc
has clang-tidy && read_all clang-tidy
has scan-build && has clang && read_all scan-build
if has cppcheck; then
    # Rows of .def files are no C by themselves. `run_out` in arena.c does not return. What `reading` returns lies in the arena, not in the
    # local that it fills in.
    mkdir -p "$work/cppcheck"
    # shellcheck disable=SC2086
    cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 \
        --suppress=missingIncludeSystem --suppress='syntaxError:compiler/report/codes_*.def' \
        --suppress=nullPointerRedundantCheck:compiler/base/arena.c \
        --suppress=nullPointerArithmeticRedundantCheck:compiler/base/arena.c \
        --suppress=returnDanglingLifetime:compiler/foreign/chart.c -j "$jobs" \
        --cppcheck-build-dir="$work/cppcheck" \
        -Dnoreturn=_Noreturn -DPCRE2_CODE_UNIT_WIDTH=8 -DRUNG_VERSION='""' \
        -Icompiler -Iinclude -Igrammar -I"$OUT"/generated $sources &&
        echo 'OK   check-analysis: cppcheck' || status=1
fi
exit $status
