# Reads dotenv files as people do in bash: `set -a; . FILE`, in an environment without anything.
#
# For each line `NUMBER PATH` of the list, `=NUMBER` and then what `env -0` says, all ended by NUL.
while read -r number path; do
    printf '=%s\0' "$number"
    (
        set -a
        . "$path"
        /usr/bin/env -0
    )
done < "$1"
