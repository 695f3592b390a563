# project: examples/flowmart
# What README.md shows of a change: examples/flowmart, a value, a template and an image later.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one && git checkout -q -b change
replace() {
    sed "$1" "$2" > changed && mv changed "$2"
}
replace 's/production = 10 }/production = 12 }/' services/orders.rung
replace '/scale     resources.requests.memory/s/512Mi/640Mi/' profiles.rung
echo '# another' >> charts/web/templates/deployment.yaml
replace '/image = /s/@sha256:[0-9a-f]*/@sha256:3333333333333333333333333333333333333333333333333333333333333333/' services/payment.rung
git commit -q -a -m two
rung diff --base main
rung diff --base main --format markdown
rung affected --base main --format json
