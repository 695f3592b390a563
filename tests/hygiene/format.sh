#!/bin/sh
# format.sh - clang-format would change nothing. Tables (.def) are laid out by hand.
set -u

if ! command -v clang-format > /dev/null; then
    echo 'SKIP check-format: clang-format is not installed'
    exit 0
fi
# shellcheck disable=SC2046
clang-format --dry-run --Werror $(find compiler grammar include tests fuzz -name '*.[ch]' 2> /dev/null | sort) || exit 1
echo 'OK   check-format'
