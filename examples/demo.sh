#!/bin/sh
# demo.sh - what `make demo` shows: the strategy of examples/flowmart is checked, read and built, and
# one mistake is made in it. Works on a copy in build/demo; the program is build/rung.
set -eu

cd "$(dirname "$0")/.."
rung=$PWD/build/rung
copy=$PWD/build/demo
color=never bold='' dim='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then
    color=always
    bold=$(printf '\033[1m') dim=$(printf '\033[2m') plain=$(printf '\033[0m')
fi

title() {
    printf '\n%s%s%s\n\n' "$bold" "$1" "$plain"
}

# Shows a command of the user's and runs it; its findings go where its results go.
show() {
    printf '%s$ rung %s%s\n' "$dim" "$*" "$plain"
    status=0
    "$rung" "$@" --color "$color" 2>&1 || status=$?
    return 0
}

# What was written, a directory a line, or more where it is long.
list_files() {
    find deploy manifests parameters terraform -type f | LC_ALL=C sort | awk -F / '
        {
            folder = $0
            sub(/[^\/]*$/, "", folder)
            if (folder != last) width = start_line(folder)
            if (width + length($NF) + 1 > 110) width = start_line("")
            printf " %s", $NF
            width += length($NF) + 1
            last = folder
        }
        function start_line(text) {
            printf "%s%-29s", (NR > 1 ? "\n" : ""), text
            return 29
        }
        END { print "" }'
}

first_lines() {
    printf '%s$ head -%d %s%s\n' "$dim" "$1" "$2" "$plain"
    head -n "$1" "$2"
}

rm -rf "$copy"
mkdir -p "$copy"
cp -R examples/flowmart/. "$copy"
rm -rf "$copy/expected"
cd "$copy"

title '1. The strategy: six environments, four services, two stacks of infrastructure.'
first_lines 17 profiles.rung
printf '\n'
show check
[ "$status" -eq 0 ] || exit 1
[ -t 1 ] || printf '(nothing to report)\n' # which `check` says to terminals only

title '2. The matrix of one service: what it is in each environment, and why it may differ.'
show values orders.helm --env development,staging,production

title '3. The files that Helm, Terraform and the parameter store read.'
printf '%s$ rung build%s\n' "$dim" "$plain"
"$rung" build > ../demo.log
list_files
tail -n 1 ../demo.log
printf '\n'
first_lines 25 deploy/production/orders.yaml
printf '\n'
first_lines 9 terraform/network/production.tfvars

title '4. What differs between two environments, by the reason for it.'
show diff staging production --unit orders

title '5. A mistake: somebody takes the reason away from a value that differs.'
sed 's/feature NEW_CHECKOUT/NEW_CHECKOUT/' services/orders.rung > changed
mv changed services/orders.rung
show check
[ "$status" -eq 1 ] || exit 1
printf '\nNothing is built until it is mended. build/rung explain P0003 tells more; build/demo is yours to change.\n'
