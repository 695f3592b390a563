# project: tests/golden/command/shop
echo '-- a directory'
mkdir -p config/dev/orders.yaml
rung build --unit orders --env dev
rung build --unit orders --env dev --overwrite
rmdir config/dev/orders.yaml
echo '-- a file where a directory is needed'
rm -r config && echo 'mine' > config
rung build --unit orders --env dev
cat config
rm config
echo '-- the output directory is a file'
rung build --out strategy.rung
rung build --out strategy.rung/below
echo '-- the list is a directory'
rm -rf .rung && mkdir -p .rung/outputs
rung build --unit orders --env dev
echo '-- a file becomes a directory, and back'
rm -r .rung && cp strategy.rung kept.txt
layout() { sed "s|domain = .*|&\n  emit yaml to \"$1\"|" kept.txt > strategy.rung; }
layout 'place/${env}'
rung build --exit-code
layout 'place/${env}/x.yaml'
rung build
rung build --prune
layout 'place/${env}'
rung build --prune
rung build --prune --overwrite
find place -type f | sort
