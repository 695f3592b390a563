# project: examples/adoption
# The lines that docs/adoption.md ends with, as they stand there.
git init -q -b main . && git config user.name a && git config user.email a@example.com
export GIT_COMMITTER_DATE='2026-11-20T10:00:00Z' # dates are judged by the day of the commit
git add -A && git commit -q -m one
page=$PROJECT/docs/adoption.md
sh "$PROJECT/tests/golden/guide.sh" "$page" > ../guide
sh ../guide > ../log 2>&1
rm ../guide ../log
then_line() {
    sed -n '/^## And then/,$p' "$page" | grep -o "\`$1[^\`]*\`" | tr -d '`'
}
waiver=$(then_line '@waive') secret=$(then_line 'secret ')
awk -v waiver="      $waiver" -v secret="    $secret" '
    /hardening/ { print waiver }
    /endpoint ingress/ { print secret }
    { print }' strategy.rung > ../changed && mv ../changed strategy.rung
sed 's/\(ingress.tls *| false   | true    |\) true/\1 false/' strategy.rung > ../changed && mv ../changed strategy.rung
sed 's/^  poolSize.*/&\n  password: ""/' charts/orders/values.yaml > ../changed && mv ../changed charts/orders/values.yaml
rung check --today 2026-11-20
rung build
grep -A 3 '^database' deploy/prod/orders.yaml
rung why orders.helm.replicaCount@prod
