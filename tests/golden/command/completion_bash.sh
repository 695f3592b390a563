# project: examples/flowmart
# needs: bash
# needs: python3
# What a key completes in a real bash.
shell=bash
. "$PROJECT/tests/machine/completion.sh"
