#!/bin/sh
# layers.sh - a folder of compiler/ includes only the one public header of folders before it in
# LAYERS, its own private headers, tables of grammar/, and generated files; a library of others
# (libyaml, PCRE2, xxHash, utf8proc, libmd) is known to one file each.
set -u

# The `$` are those of awk.
# shellcheck disable=SC2016
find compiler -name '*.[ch]' | sort | xargs awk -v layers="$LAYERS" '
BEGIN {
    split(layers, names, " ")
    for (i in names) rank[names[i]] = i
}
function complain(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    failed = 1
}
FNR == 1 {
    split(FILENAME, path, "/")
    own = path[2]
    is_tool = own ~ /\.c$/
    if (!is_tool && !(own in rank)) complain("`" own "` is not in LAYERS")
}
is_tool { next }
/^#include "/ {
    split($0, quoted, "\"")
    file = quoted[2]
    layer = file
    sub(/\/.*/, "", layer)
    if (file !~ /\//) {
        is_public = file == "rung.h" && (own == "library" || own == "command")
        if (!is_public && file !~ /\.(def|inc)$/ && file !~ /^(words)\.h$/)
            complain("`" file "` is named without its folder")
    } else if (!(layer in rank)) complain("there is no layer `" layer "`")
    else if (rank[layer] + 0 > rank[own] + 0) complain("`" own "` stands before `" layer "`")
    else if (layer != own && file != layer "/" layer ".h")
        complain("`" file "` is private to `" layer "`")
}
/^#include <(yaml|pcre2|xxhash|utf8proc|sha1|sha2)\.h>/ {
    if (($2 in user) && user[$2] != FILENAME) complain($2 " is included by " user[$2] " already")
    user[$2] = FILENAME
}
END { exit failed }
' || exit 1
echo 'OK   check-layers'
