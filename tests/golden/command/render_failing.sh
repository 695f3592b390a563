# project: tests/golden/command/charted
# A chart that fails stops no other, whatever Helm says or does.
chmod +x bin/helm
PATH=$PWD/bin:$PATH
export PATH
fails() {
    echo "-- $1"
    printf '%s\n' "$2" > charts/web/does.sh
    rung render
}
fails 'a template is wrong' 'printf "Error: template: web/templates/deployment.yaml:1:14: it is broken\n\n  by %s\n" "$chart/x" >&2; exit 1'
find rendered -type f | LC_ALL=C sort
cat rendered/.rung/rendered
fails 'in one environment' 'grep -q "replicas: 6" "$7" && echo "Error: six is too much" >&2 && exit 1'
find rendered -type f | LC_ALL=C sort
fails 'in some, each with its own words' 'echo "Error: no $name" >&2; exit 1'
grep replicas rendered/dev/orders.yaml
fails 'with words that steer a terminal' 'printf "Error: \033[31mred\007 \342\200\256 AKIAIOSFODNN7EXAMPLE\n\tat line 3\n" >&2; exit 1'
fails 'without a word' 'exit 9'
fails 'without an end of words' 'seq 100000 >&2; exit 1'
fails 'without an end' 'yes manifest'
fails 'by a signal' 'kill -9 $$'
fails 'with warnings only' 'echo "WARNING: nothing is wrong" >&2'
echo '-- somebody ends the run: what is done stays, and nothing is left behind'
mkdir temporary
echo '[ "$name" = orders ] || { kill -TERM $PPID && exec sleep 60; }' > charts/web/does.sh
(TMPDIR=$PWD/temporary rung render --jobs 1) 2> /dev/null
ls temporary
rm charts/web/does.sh && rung render > /dev/null 2>&1
rung render --check
echo '-- as a report of another format'
echo 'echo "Error: no" >&2; exit 1' > charts/web/does.sh
rung render --format json
rung render --format github
echo '-- a program with an error renders nothing'
rm charts/web/does.sh
sed 's/| 6$/| six/' strategy.rung > new && mv new strategy.rung
rung render
echo "# A comment." >> charts/web/values.yaml
rung render --unit payment
