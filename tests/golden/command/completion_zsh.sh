# project: examples/flowmart
# needs: zsh
# needs: python3
# What a key completes in a real zsh.
shell=zsh
. "$PROJECT/tests/machine/completion.sh"
