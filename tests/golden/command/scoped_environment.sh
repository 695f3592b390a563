# project: tests/golden/command/shop
cat > other.rung << 'END'
stack part {
  json {
    scale size: int(1..3) { dev = 1, staging = 2, prod = 9 }
  }
}
END
echo '-- an error in prod stops prod and what is everywhere'
rung build --env dev
rung build --env prod
rung build --env dev,prod
rung build --unit site --env prod
