#!/bin/sh
# run.sh - runs test programs, as many at a time as there are processors, and shows how each ended.
#
#     OUT=build/release RUNG=build/release/rung sh tests/run.sh PROGRAM...
#
# UNDER='valgrind -q' runs each of them by another program.
#
# Every program's output is kept in $OUT/tests/log; here appear only cmocka's closing lines, what
# was skipped, and all of the output of a program that failed. The exit status is 1 if one did.
set -u

log_of() {
    echo "$OUT/tests/log/$(echo "${1#"$OUT"/tests/}" | tr / -).txt"
}

# One program; its log ends in its exit status.
run_one() {
    log=$(log_of "$1")
    # Word splitting is meant: UNDER is a program with its options.
    # shellcheck disable=SC2086
    ${UNDER-} "$1" > "$log" 2>&1
    status=$?
    if [ $status -eq 0 ] && [ -z "${BLESS-}" ] && ! grep -q '^\[  PASSED  \] [1-9]' "$log"; then
        echo 'no test was run' >> "$log"
        status=1
    fi
    {
        echo "TEST ${1#"$OUT"/tests/}"
        grep -E '^(\[=+\] [0-9]+ test\(s\) run|\[  (PASSED|FAILED)  \] [0-9]+ test|\[  SKIPPED \] [^0-9]|SKIP )' "$log"
        [ $status -eq 0 ] || echo "FAIL ${1#"$OUT"/tests/}: exit status $status"
    } > "$log.summary"
    cat "$log.summary"
    [ $status -eq 0 ] || touch "$log.failed"
    return $status
}

if [ "${1-}" = --one ]; then
    run_one "$2"
    exit $?
fi

if [ $# -eq 0 ]; then
    echo 'no test programs: is the folder of tests empty?' >&2
    exit 1
fi

export OUT RUNG
mkdir -p "$OUT/tests/log"
for program in "$@"; do
    log=$(log_of "$program")
    rm -f "$log.failed" "$log.summary"
done
jobs=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2)
printf '%s\n' "$@" | xargs -n 1 -P "$jobs" sh "$0" --one

failed=0
tests=0
for program in "$@"; do
    log=$(log_of "$program")
    count=$(sed -n 's/^\[=*\] \([0-9]*\) test(s) run.*/\1/p' "$log.summary" 2> /dev/null | tail -1)
    tests=$((tests + ${count:-0}))
    if [ -e "$log.failed" ] || [ ! -e "$log.summary" ]; then
        failed=$((failed + 1))
        printf '\n---- %s ----\n' "${program#"$OUT"/tests/}"
        grep -v -E '^\[ (RUN     |      OK) \]' "$log"
    fi
done
if [ $failed -gt 0 ]; then
    printf '\n%d of %d test programs failed\n' $failed $#
    exit 1
fi
printf '\n%d test programs, %d tests: all passed\n' $# $tests
