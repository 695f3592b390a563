# project: tests/golden/command/shop
rung build
rung build --env 'preview(pr=123)' --image orders=sha256:2222222222222222222222222222222222222222222222222222222222222222
cat .rung/outputs
cat config/preview-123/orders.yaml
rung build --check
rung build --prune
rung build --env 'preview(pr=124)' --prune
rung build --env 'preview(pr=none)'
rung build --env 'preview(number=1)'
rung build --env preview
find config -type f | sort
