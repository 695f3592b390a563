# project: tests/golden/command/shop
digest=sha256:2222222222222222222222222222222222222222222222222222222222222222
echo '-- without it, the release of the environment that it is like'
rung build --env 'preview(pr=7)' --unit orders > /dev/null
grep digest deploy/preview-7/orders.release.yaml
rung build --env 'preview(pr=7)' --unit orders --image orders=$digest > /dev/null
grep digest deploy/preview-7/orders.release.yaml
echo '-- what cannot be'
rung build --image orders=$digest
rung build --env prod --image orders=$digest
rung build --env 'prod,preview(pr=7)' --image orders=$digest
rung build --env 'preview(pr=7)' --image order=$digest
rung build --env 'preview(pr=7)' --image orders
rung build --env 'preview(pr=7)' --image orders=v1.2.3
rung build --env 'preview(pr=7)' --image orders=sha256:22
rung build --env 'preview(pr=7)' --image site=$digest
rung build --env 'preview(pr=7)' --image orders=$digest --image orders=$digest
rung build --env 'preview(pr=7)' --image orders=xxh3:00000000000000000000000000000000
