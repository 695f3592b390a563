#!/bin/sh
# scripts.sh - shellcheck finds nothing in the scripts that build, test and show. The scripts of
# tests/golden/command are read by the test that runs them.
set -u

if ! command -v shellcheck > /dev/null; then
    echo 'SKIP check-scripts: shellcheck is not installed'
    exit 0
fi
shellcheck .ci/deps .ci/run tests/run.sh tests/hygiene/*.sh examples/demo.sh || exit 1
echo 'OK   check-scripts'
