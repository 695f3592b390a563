# project: tests/golden/command/shop
rung chekc
rung check --formt json
rung check --format jsn
rung check --max-findings
rung build --env prd
rung build --unit order
rung values order
rung values orders.yaml.replica
rung values --env stagin
rung why orders.yaml.replicas
rung why orders.yaml.replicas@prd
rung explain P0033
rung help biuld
rung check --color sometimes
rung check --today yesterday
rung check --project nowhere
rung build --image orders=sha256:2222222222222222222222222222222222222222222222222222222222222222
