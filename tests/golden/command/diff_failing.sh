# project: tests/golden/command/shop
# Where a result cannot be had there is nothing on standard output, whatever its format, and what is wrong
# stands on standard error as text.
run() {
    echo "\$ rung $*"
    command rung "$@" 2> messages | sed 's/^/standard output: /'
    head -1 messages
}
each() {
    for format in text markdown json; do run diff "$@" --format $format; done
    for format in lines json; do run affected "$@" --format $format; done
}
echo '-- no repository'
each --base HEAD
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
echo '-- no such revision'
each --base nowhere
each --base HEAD --head nowhere
echo '-- no project'
git rm -q --cached -r . && git commit -q -m two
rm strategy.rung
each --base HEAD~1
rung affected --base HEAD~1 --format json
