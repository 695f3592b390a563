# project: tests/golden/command/shop
rung build --out place/deep --unit orders --env dev,prod
find place -type f | sort
rung build --out place/deep/ --unit orders --env dev --env prod
rung build --out "$PWD/place/deep" --check --unit orders --env dev
mkdir below && cd below
rung build --unit site --env dev
rung build --out here --unit site --env dev
rung build --project .. --unit site --env dev --exit-code
cd .. && find . -type f | sort
