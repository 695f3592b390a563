#!/bin/sh
# globals.sh - nothing of the program can be written to while it runs: no object file has anything
# in .data, .bss or a thread's share of them. Constant tables of pointers, which the loader fills
# in (.data.rel.ro), are no state.
set -u

if ! command -v objdump > /dev/null; then
    echo 'SKIP check-globals: objdump is not installed'
    exit 0
fi
status=0
for object in $OBJECTS; do
    found=$(objdump -t "$object" | awk '
        NF < 5 { next }
        $(NF - 2) ~ /^\.(data|bss|tdata|tbss)(\.|$)/ && $(NF - 2) !~ /^\.data\.rel\.ro/ &&
            $(NF - 1) !~ /^0+$/ { print $NF }
        $(NF - 2) == "*COM*" { print $NF }')
    if [ -n "$found" ]; then
        echo "$object: can be written to: $found"
        status=1
    fi
done
[ $status -eq 0 ] && echo 'OK   check-globals'
exit $status
