#!/bin/sh
# scripts.sh - shellcheck finds nothing in the scripts that build, test, show and are pasted, and actionlint
# nothing in workflows. Every file of .ci is one of them, so that a new script is looked at from its first day.
# The scripts of tests/golden/command are read by the test that runs them.
set -u

if command -v shellcheck > /dev/null; then
    shellcheck -x .ci/* tests/run.sh tests/hygiene/*.sh examples/demo.sh examples/ci/*.sh tests/ci/*.sh tests/machine/*.sh tests/golden/guide.sh fuzz/*.sh compiler/command/completion/bash || exit 1
else
    echo 'SKIP check-scripts: shellcheck is not installed'
fi
if command -v actionlint > /dev/null; then
    actionlint .github/workflows/*.yaml examples/ci/github.yml examples/ci/terraform.yml || exit 1
else
    echo 'SKIP check-scripts: actionlint is not installed'
fi
echo 'OK   check-scripts'
