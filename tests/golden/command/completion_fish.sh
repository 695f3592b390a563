# project: examples/flowmart
# needs: fish
# needs: python3
# What a key completes in a real fish.
shell=fish
. "$PROJECT/tests/machine/completion.sh"
