# project: tests/golden/command/shop
cat > kinds.rung << 'END'
stack kinds {
  json {
    truth = true
    number: number = 0.50
    wait: duration = 7d
    memory: quantity = 1Gi
    part: percent = 50%
    text = "a, \"b\"\nand é"
    list = [1, 2]
    map = { "a b" = 1, c = "d" }
    feature only: string? { dev = "x", staging = none, prod = none }
    @sensitive
    endpoint hidden = "h-${env}"
    reference = yaml.password
  }

  yaml {
    secret password = "/shop/${env}/password"

    at list as list {
      NUMBER = 5
    }
  }
}
END
rung values kinds --format json
rung values kinds --format csv
rung values kinds
rung values kinds.json.only --env prod,dev --format json
command rung values kinds --env prod --format json | head -3
