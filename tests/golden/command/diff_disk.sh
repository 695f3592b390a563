# project: examples/flowmart
# What a build would change on disk, as values.
rung build > /dev/null
rung diff && echo 'nothing'
sed 's/^replicas: .*/replicas: 77/; s/className: nginx/className: haproxy/' deploy/production/orders.yaml > changed
echo 'extra: {token: hunter2}' >> changed && mv changed deploy/production/orders.yaml
sed 's/sha256:./sha256:f/' deploy/production/orders.release.yaml > changed && mv changed deploy/production/orders.release.yaml
echo '# a note' >> deploy/test/orders.yaml
echo '::: [' > deploy/development/orders.yaml
rm deploy/staging/orders.yaml
echo '-- text'
rung diff --exit-code || echo "exit $?"
for width in 80 40; do
    echo "-- $width"
    COLUMNS=$width rung diff --env production,test
done
echo '-- markdown'
rung diff --format markdown
echo '-- json'
rung diff --format json
echo '-- names'
rung diff --names-only
echo '-- a part'
rung diff --unit payment && rung diff --env test
echo '-- the source changed, and a unit is gone'
rung build --overwrite > /dev/null
sed 's/production = 10 }/production = 12 }/' services/orders.rung > changed && mv changed services/orders.rung
rm services/inventory.rung
rung diff
echo '-- an output that is a directory, and one that was there before'
rung build > /dev/null
rm deploy/test/orders.yaml && mkdir deploy/test/orders.yaml
grep -v deploy/production/orders.yaml .rung/outputs > changed && mv changed .rung/outputs
sed 's/^replicas: .*/replicas: 5/' deploy/production/orders.yaml > changed && mv changed deploy/production/orders.yaml
rung diff
echo '-- another directory'
rung diff --out elsewhere --unit orders --env test
echo '-- an ephemeral environment'
rung diff --env 'sandbox(owner=ann)' --unit orders
echo '-- mistakes'
rung diff --env prodction
rung diff --out elsewhere staging production
rung diff --out elsewhere --base HEAD
echo 'service x { }' >> strategy.rung && rung diff
