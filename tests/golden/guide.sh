#!/bin/sh
# guide.sh - prints a script that follows a document: `sh guide.sh PAGE [WHAT...] | sh`.
#
# A block that the comment `<!-- write: PATH -->` stands before is written into that file; each line of a block
# marked `sh` is shown behind `$` and run, and what it printed is put where the page shows it. A block is
# passed over where the comment says `<!-- needs: WHAT -->` and WHAT is not among the arguments.
set -eu

page=$1
shift
awk -v given=" $* " '
/^```/ && !inside {
    inside = 1
    language = substr($0, 4)
    target = needed = ""
    if (before ~ /^<!-- write: .* -->$/) { target = before; gsub(/^<!-- write: | -->$/, "", target) }
    if (before ~ /^<!-- needs: .* -->$/) { needed = before; gsub(/^<!-- needs: | -->$/, "", needed) }
    is_skipped = needed != "" && index(given, " " needed " ") == 0
    if (target != "") printf "cat > %s << \"END OF BLOCK\"\n", target
    commands = ""
    next
}
/^```$/ {
    if (target != "") print "END OF BLOCK"
    if (language == "sh" && !is_skipped && target == "") {
        printf "cat << \"END OF BLOCK\"\n%sEND OF BLOCK\n(\n%s) 2>&1\n", shown, commands
    }
    inside = 0
    shown = ""
    before = ""
    next
}
inside {
    if (target != "") print
    commands = commands $0 "\n"
    shown = shown "$ " $0 "\n"
    next
}
{ before = $0 }
' "$page"
