# One mistake that shows in many services is one finding, in every format.
cat > strategy.rung << 'E'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

profile web {
  yaml {
    replicas: int { dev = 1, prod = 2 }
    port: port = 99999
  }
}

E
for s in a b c d e f g h; do printf 'stack %s uses web {\n}\n\n' $s; done >> strategy.rung
rung check
command rung check --format json | jq -c '.summary, (.diagnostics[] | [.code, .unit, .units])'
rung check --format github | cut -c1-120
command rung check --format sarif | jq '.runs[0].results | length'
command rung check --format gitlab | jq length
