# project: tests/golden/command/shop
# What a diff says of a side with errors: nothing of one that could not be read as a whole, and of values that
# are not known not that they are the same.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
each() {
    echo "-- $1"
    shift
    rung diff "$@"
    rung diff "$@" --format markdown
    rung diff "$@" --format json
    rung diff "$@" --names-only --exit-code
}
printf 'stack a {\n  json {\n    b = \n  }\n}\n' > a.rung
each 'the new side does not parse' --base HEAD
each 'nor does the program of two environments' dev prod
rung diff --base HEAD --rendered
git add -A && git commit -q -m two && printf 'stack a {\n  json {\n    b = 1\n  }\n}\n' > a.rung
each 'the old side does not parse' --base HEAD
rung diff --base HEAD --env nowhere
rm a.rung && ln -s /etc/passwd a.rung && git reset -q --hard HEAD~1 && ln -s /etc/passwd a.rung
each 'a source that cannot be read' --base HEAD
rm a.rung
sed 's/| 2       | 6$/| 2       | "six"/' strategy.rung > changed && mv changed strategy.rung
each 'a value that is not known' --base HEAD
each 'in one program' dev staging
