# project: examples/flowmart
# What README.md shows of an edit by hand, and that what it says is so.
command rung build > built && rm built
file=deploy/production/orders.yaml
sed 's/^replicas: 10/replicas: 12/' $file > changed && mv changed $file
rung check --drift
rung set orders.helm.replicas@production 12
command rung build > built && rm built
rung check --drift
grep '^replicas' $file
