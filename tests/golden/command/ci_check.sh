# project: tests/golden/command/shop
# The plain recipe, as it is to be pasted: with a base, without one, with one that is not there.
git init -q -b main . && git config user.name a && git config user.email a@example.com
mkdir ../bin-$$ && trap 'rm -rf ../bin-'$$ EXIT
printf '#!/bin/sh\necho "rung $*" | sed "s|\.\./bin-[0-9]*|BIN|g" >> "%s/calls"\nexec %s "$@"\n' "$PWD/../bin-$$" "$(unset -f rung && command -v rung)" > ../bin-$$/rung
chmod +x ../bin-$$/rung
check() {
    echo "$ check.sh $*"
    PATH=$PWD/../bin-$$:$PATH sh "$PROJECT/examples/ci/check.sh" "$@" 2>&1
    echo "[exit $?]"
    sed 's/^/  /' ../bin-$$/calls && rm ../bin-$$/calls
    ls "${RUNG_OUT:-rung-reports}" | tr '\n' ' ' && echo
}
rung build > /dev/null
git add -A && git commit -q -m one
git checkout -q -b change
sed 's/| 6/| 8/' strategy.rung > changed && mv changed strategy.rung
echo '-- a change that was not built, and nothing is judged but the source'
RUNG_DRIFT=false check main
echo '-- with its outputs'
check main
cat rung-reports/affected.json
echo '-- without a base, in a place of its own, warnings too'
RUNG_OUT=../bin-$$/reports RUNG_STRICT=true check ''
echo '-- a base that is not there'
check
ls rung-reports | grep -c 'diff\|affected'
echo '-- a project that is not there'
RUNG_PROJECT=nowhere check main
