#!/bin/sh
# check.sh - what a change does to every environment, for any CI: `sh check.sh origin/main`.
#
# Needs `rung`, git, and the history down to the base. The report and the diff go to the log, and every form of
# them to $RUNG_OUT, beside what is affected. Without a base ('') only what is there is judged. The exit status
# is 0 where all is well, 1 for findings, 2 and more where nothing could be judged. Nothing of the repository is
# run.
set -u

base=${1-origin/main}
rung=${RUNG:-rung}
out=${RUNG_OUT:-rung-reports}

# The repository may hold links in the place of what is written here.
if [ -L "$out" ] || ! mkdir -p "$out"; then
    echo "check.sh: \`$out\` is no directory to write to" >&2
    exit 3
fi
for name in check.json check.md check.sarif annotations.txt quality.json \
    diff.txt diff.md affected.json errors.txt; do
    rm -rf "${out:?}/$name"
done

set -- --project "${RUNG_PROJECT:-.}"
[ -z "$base" ] || set -- "$@" --base "$base"
options=
[ "${RUNG_DRIFT:-true}" != true ] || options=--drift
[ "${RUNG_STRICT:-false}" != true ] || options="$options --strict"
# shellcheck disable=SC2086 # several options, or none
"$rung" check "$@" $options --format text --format "json=$out/check.json" \
    --format "markdown=$out/check.md" --format "sarif=$out/check.sarif" \
    --format "github=$out/annotations.txt" --format "gitlab=$out/quality.json"
status=$?
if [ -z "$base" ] || [ "$status" -gt 1 ]; then
    exit "$status"
fi

# What the change does is shown also where it has errors: their status 1 was said already.
keep() {
    name=$1
    shift
    "$rung" "$@" > "$out/$name" 2> "$out/errors.txt"
    kept=$?
    if [ "$kept" -gt 1 ]; then
        cat "$out/errors.txt" >&2
        rm -f "$out/$name"
    fi
    rm -f "$out/errors.txt"
    [ "$kept" -le "$status" ] || status=$kept
}
keep diff.txt diff "$@"
keep diff.md diff "$@" --format markdown --max-size 65000
keep affected.json affected "$@" --format json
[ ! -e "$out/diff.txt" ] || cat "$out/diff.txt"
exit "$status"
