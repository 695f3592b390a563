# project: tests/golden/command/charted
# Manifests that are committed, judged in CI: by the list where that knows them, else by Helm.
chmod +x bin/helm
PATH=$PWD/bin:$PATH LOG=$PWD/log
export PATH LOG
told() {
    LC_ALL=C sort "$LOG" 2> /dev/null
    rm -f "$LOG"
}
mkdir empty
program=$(unset -f rung && command -v rung)
ln -s "$program" empty/rung
echo '-- nothing is there'
rung render --check
ls
rung render 2> /dev/null > /dev/null
echo '-- all is well, and nobody needs Helm to see that'
rm log && (PATH=$PWD/empty && rung render --check)
HELM_VERSION=v9 rung render --check
told
echo '-- a value'
cp -r rendered before
rung set orders.helm.replicas@prod 8
rung render --check
told
(PATH=$PWD/empty && rung render --check)
rung render --check --unit payment
echo '-- an edit by hand, a file that is gone, one that was there before'
rung set orders.helm.replicas@prod 6
echo 'replicas: 100' >> rendered/dev/orders.yaml && rm rendered/prod/payment.yaml
grep -v prod/sweeper rendered/.rung/rendered > list && mv list rendered/.rung/rendered
echo 'kind: Job' > rendered/prod/sweeper.yaml
rung render --check
rung render --check --format json | grep '"drift"\|"file"\|"unit"'
told
echo '-- what the list does not know, and is as it should be'
rm -r rendered && mv before rendered && rm -r rendered/.rung
rung render --check
echo '-- no longer made'
rung render > /dev/null 2>&1
sed '/^service payment/,/^}/d; /^# Pays/d' strategy.rung > new && mv new strategy.rung
rung render --check
rung render --check --env dev
echo '-- a chart that fails'
echo 'echo "Error: no" >&2; exit 1' > charts/web/does.sh
rung render --check
echo '-- nothing was written'
git diff --no-index --stat rendered rendered
ls rendered/.rung
rung render --check --prune
