# lib.sh - read in by goldens of tests/golden/command that ask an API: the one of fake_api.py, a `sleep` that
# only says how long, a `curl` that keeps its command lines, and a token that must not be seen.
# shellcheck shell=sh disable=SC2016,SC2034
TOKEN=ghs_0123456789abcdefSECRETSECRETSECRET
api_directory=$PWD.api

# Starts the API, with nothing in it. It ends with the script.
start_api() {
    mkdir -p "$api_directory/bin"
    printf '%s\n' "$TOKEN" > "$api_directory/token"
    printf '#!/bin/sh\necho "sleep $1"\n' > "$api_directory/bin/sleep"
    printf '#!/bin/sh\necho "$*" >> "%s/arguments"\nexec %s "$@"\n' "$api_directory" "$(command -v curl)" \
        > "$api_directory/bin/curl"
    chmod +x "$api_directory/bin/sleep" "$api_directory/bin/curl"
    python3 "$PROJECT/tests/ci/fake_api.py" "$api_directory" &
    api_process=$!
    trap 'kill "$api_process"; rm -rf "$api_directory"' EXIT
    waited=0
    until [ -s "$api_directory/port" ] || [ "$waited" -gt 200 ]; do
        waited=$((waited + 1))
        sleep 0.05
    done
    api=http://127.0.0.1:$(cat "$api_directory/port")
    PATH=$api_directory/bin:$PATH
}

# What the API was asked since it was last looked at.
requests() {
    [ ! -e "$api_directory/requests" ] || sed 's/^/  /' "$api_directory/requests"
    rm -f "$api_directory/requests" "$api_directory/faults"
}

# `METHOD PATH STATUS TIMES [HEADER: VALUE]`
fault() {
    printf '%s\n' "$*" >> "$api_directory/faults"
}

# Runs a script of .ci and shows what it says, its status, what it asked, and the token if it is to be seen.
ci() {
    echo "$ $*"
    name=$1
    shift
    "$PROJECT/.ci/$name" "$@" > "$api_directory/said" 2>&1
    status=$?
    cat "$api_directory/said"
    echo "[exit $status]"
    ! grep -q "$TOKEN" "$api_directory/said" || echo 'THE TOKEN IS IN THE OUTPUT'
    requests
}
