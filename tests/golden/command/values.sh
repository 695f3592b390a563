# project: tests/golden/command/shop
rung values
rung values orders.yaml.replicas
rung values replicas --env prod,dev
rung values --format json
rung values orders --format csv
rung why orders.yaml.replicas@prod
rung why orders.yaml.host@preview
rung why host@staging
