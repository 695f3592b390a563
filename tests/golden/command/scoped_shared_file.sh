# project: tests/golden/command/shop
cat > store.rung << 'END'
stack here {
  emit ssm to "parameters/${env}.json"

  ssm "/shop/${env}/here/${name}" {
    port = 8080
  }
}

stack there {
  emit ssm to "parameters/${env}.json"

  ssm "/shop/${env}/there/${name}" {
    port { dev = 1, staging = 1, prod = 2 }
  }
}
END
echo '-- a file that units share is written whole, so it needs both'
rung build --unit here --env prod
sed 's/ port { .*/ port = 1/' store.rung > changed && mv changed store.rung
rung build --unit here --env prod
cat parameters/prod.json
