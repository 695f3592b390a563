# project: tests/golden/command/shop
rung check
rung check --strict
sed 's/scale replicas/replicas/; s/Shop/shop/' strategy.rung > changed && mv changed strategy.rung
printf 'stack other {\n  json {\n    scale size: int = 1\n    wrong = sight.size\n  }\n}\n' > other.rung
rung check
rung check --max-findings 1
rung check other.rung strategy.rung
rung check --format json
rung check --format json=report.json
cat report.json
sed 's/= sight.size/= 1/' other.rung > changed && mv changed other.rung
sed 's/ replicas/ scale replicas/' strategy.rung > changed && mv changed strategy.rung
rung check
rung check --strict
mkdir below && cd below && rung check --color always
