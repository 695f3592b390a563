# project: tests/golden/command/shop
echo '-- an error in what a unit refers to is its own'
cat > other.rung << 'END'
stack base {
  json {
    host = missing.name
  }
}

stack user {
  json {
    host = stack.base.json.host
  }
}
END
rung build --unit user --env dev
rung build --unit base --env dev
rung build --unit site --env dev
echo '-- and so is one in a profile that it uses'
cat > other.rung << 'END'
profile common {
  json {
    size { dev = 1, staging = 1, prod = 2 }
  }
}

stack user uses common {
}
END
rung build --unit user --env dev
rung build --unit site --env dev
