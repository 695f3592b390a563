# project: tests/golden/command/shop
cat > more.rung << 'END'
environment dr like prod

profile base {
  json {
    scale size: int = 1 { staging = 4, prod = 5 }
    wait: duration? = none
  }
}

stack more uses base {
  json {
    scale size = 2 { staging = 3, prod = 4 }
    scale twice = json.size * 2
    endpoint host = "${service.orders.yaml.host}:${json.wait == none}"
    long = """
      several
      lines
      """
    @sensitive
    endpoint hidden = "h-${env}"
  }

  yaml in dev {
    secret password = "/shop/${env}/password"
    only = yaml.password
  }
}
END
for env in dev staging prod dr; do rung why more.json.size@$env; done
rung why twice@dr
rung why more.json.host@dev
rung why wait@dev
rung why long@dev
rung why hidden@dev
rung why password@dev
rung why only@dev
rung why only@prod
echo '-- what is no REF@ENV'
rung why
rung why more.json.size
rung why more.json.size@
rung why more.json.size@prd
rung why more.json@dev
rung why sizes@dev
rung why a@dev b@dev
