# project: tests/golden/command/shop
rung build > /dev/null
rung build --env 'preview(pr=7)' --exit-code
rung build --env 'preview(pr=8)' > /dev/null
grep -c preview .rung/outputs
echo '-- a build of everything leaves them alone'
rung build --check
rung build --prune
echo '-- what a preview no longer has goes with that preview only'
sed 's/^stack site/stack site in prod/' strategy.rung > changed && mv changed strategy.rung
rung build --env 'preview(pr=7)' --check
rung build --env 'preview(pr=7)'
rung build --env 'preview(pr=7)' --prune
find config -path '*preview*' -type f | sort
