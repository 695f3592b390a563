# project: examples/flowmart
# A terminal's width: parts, columns without a change left out, lists where nothing else fits.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
sed 's/production = 10 }/production = 12 }/' services/orders.rung > changed && mv changed services/orders.rung
sed 's/| 6 *$/| 8/; s/| 512Mi/| 640Mi/' profiles.rung > changed && mv changed profiles.rung
echo '# another' >> charts/web/templates/deployment.yaml
for width in 140 80 40; do
    echo "-- $width"
    COLUMNS=$width rung diff --base HEAD --unit orders,payment
    COLUMNS=$width rung diff staging production --unit payment
done
echo '-- colour'
COLUMNS=80 rung diff --base HEAD --unit orders --color always
