# project: tests/golden/command/charted
# What a change does to the objects that Helm makes: both sides are rendered, and only what the change reaches.
chmod +x bin/helm
PATH=$PWD/bin:$PATH LOG=$PWD/.git/log
export PATH LOG
told() {
    LC_ALL=C sort "$LOG" 2> /dev/null | sed 's/ --values.*yaml//'
    rm -f "$LOG"
}
cat > charts/web/does.sh << 'SCRIPT'
cat << OBJECTS
apiVersion: apps/v1
kind: Deployment
metadata:
  name: $name
spec:
  $(grep -h '^replicas' "$7")
  template: $(cat "$chart/templates/deployment.yaml" | sed 's/{{.*}}/"&"/; s/.*/{&}/')
---
apiVersion: v1
kind: Secret
metadata:
  name: $name
stringData:
  password: "$(cksum < "$7")"
OBJECTS
exit 0
SCRIPT
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
echo '-- nothing, and nobody asks Helm'
rung diff --rendered --base HEAD
told
echo '-- a value'
rung set orders.helm.replicas@prod 8
rung diff --rendered --base HEAD
told
rung diff --rendered --base HEAD --format json
rung diff --rendered --base HEAD --names-only
rung diff --rendered --base HEAD --format markdown
rung diff --rendered --base HEAD --unit payment --exit-code
rung diff --rendered --base HEAD --env prod --exit-code
rm -f "$LOG"
echo '-- a chart, as git has it on the old side'
git commit -q -a -m two
echo 'count: {{ .Values.replicas }}' > charts/web/templates/deployment.yaml
rung diff --rendered --base HEAD --unit orders --jobs 1 -- --kube-version 1.31
told
git commit -q -a -m three
rung diff --rendered --base HEAD~2 --head HEAD~1 --unit orders
told
echo '-- a unit that came, one that went'
sed 's/service payment/service billing/' strategy.rung > new && mv new strategy.rung
rung diff --rendered --base HEAD
told
git checkout -q strategy.rung
echo '-- a chart that fails on the new side, then on the old one'
sed '1i[ "$name" = payment ] && echo "Error: \\033[31mno" >&2 && exit 1' charts/web/does.sh > does && mv does charts/web/does.sh
rung diff --rendered --base HEAD
rung diff --rendered --base HEAD --format json > /dev/null
git commit -q -a -m four
git checkout -q HEAD~1 charts/web/does.sh
rung diff --rendered --base HEAD --unit payment
git checkout -q HEAD charts
echo '-- without Helm'
mkdir .git/empty
program=$(unset -f rung && command -v rung)
git=$(command -v git)
ln -s "$program" .git/empty/rung && ln -s "$git" .git/empty/git
rung set orders.helm.replicas@prod 9
(PATH=$PWD/.git/empty && rung diff --rendered --base HEAD)
echo '-- wrong usage'
rung diff --rendered
rung diff --rendered dev prod
rung diff --jobs 2 --base HEAD
