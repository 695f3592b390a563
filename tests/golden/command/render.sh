# project: tests/golden/command/charted
# What is rendered, what Helm is told, and what is not rendered again.
chmod +x bin/helm
PATH=$PWD/bin:$PATH LOG=$PWD/log TMPDIR=$PWD/temporary
export PATH LOG TMPDIR
mkdir temporary
# What Helm was told since the last time, in no order, because several run at once.
told() {
    LC_ALL=C sort "$LOG" 2> /dev/null
    rm -f "$LOG"
}
rung render
told
cat rendered/prod/orders.yaml
cat rendered/.rung/rendered
echo '-- again'
rung render
told
echo '-- a value, from another directory'
rung set orders.helm.replicas@prod 8
(cd charts && rung render --jobs 1)
told
grep replicas rendered/prod/orders.yaml
echo '-- what is built does not count, and a comment of the chart does'
rung build --out . > /dev/null
echo '# A comment.' >> charts/jobs/templates/job.yaml
rung render
told
echo '-- a hidden file of the chart'
echo other > charts/web/.hidden
rung render --unit payment
told
echo '-- an edit by hand, a file that is gone'
echo 'replicas: 100' >> rendered/dev/orders.yaml && rm rendered/prod/payment.yaml
rung render --env dev
told
rung render --unit payment,mailer,network
told
echo '-- another Helm makes the same'
HELM_VERSION=v0.2.0 rung render --unit sweeper
told
echo '-- other arguments'
rung render --unit sweeper --env prod -- --kube-version 1.31 --set 'a=b c' ''
told
echo '-- an environment that comes and goes'
rung render --unit orders --env 'preview(pr=7)'
told
rung render
rung render --prune
grep preview rendered/.rung/rendered
rung render --prune --env 'preview(pr=7)' --unit orders
echo '-- elsewhere'
rung render --unit orders --env prod --out elsewhere/all
find elsewhere -type f | LC_ALL=C sort
echo '-- nothing of ours is left'
ls temporary
