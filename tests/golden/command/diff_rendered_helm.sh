# project: examples/flowmart
# With Helm itself: a value and a template.
# needs: helm
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
rung set orders.helm.replicas@production 12
rung diff --rendered --base HEAD
sed 's/pathType: Prefix/pathType: Exact/' charts/web/templates/ingress.yaml > new && mv new charts/web/templates/ingress.yaml
rung diff --rendered --base HEAD --unit orders --env production,staging
