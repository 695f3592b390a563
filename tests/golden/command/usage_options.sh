# project: tests/golden/command/shop
rung --color never check
rung -q
rung check -q
rung check --strict=yes
rung check --format
rung check --format=
rung check --format json=
rung build --env ''
rung build --env dev,,prod
rung build --env dev,
rung build --unit ' '
rung build --out
rung build --out a --out b
rung build --prune --prune --check --check
rung build --chekc
rung build --env prod --unit site --strict
rung build --check --format jsonn
rung values --format json=file
rung values a b
rung version --color always
rung version now
rung help nothing
rung check -- --strict
rung check -h
rung check --help --nonsense
