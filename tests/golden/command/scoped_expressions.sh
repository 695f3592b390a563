# project: tests/golden/command/shop
# What a unit uses is found in every kind of expression, so that an error there stops a build of it.
try() {
    cat > other.rung << END
stack base {
  json {
    host = "x"
    port: int = "y"
  }
}

stack user {
  json {
    value = $1
  }
}
END
    rung build --unit user --env dev
}
try '"${stack.base.json.host}"'
try 'upper(stack.base.json.host)'
try '{ a = stack.base.json.host }'
try '{ "${stack.base.json.host}" = 1 }'
try '[for x in [stack.base.json.host]: x]'
try '[for x in ["a"] where x == stack.base.json.host: x]'
try '[for x in ["a"]: stack.base.json.host]'
try 'stack.base.json.host@prod'
try 'not (stack.base.json.host == "x")'
try '"a" + stack.base.json.host'
try '(all x in ["a"]: x != stack.base.json.host)'
try '[1, 2][0]'
