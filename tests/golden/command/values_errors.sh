# project: tests/golden/command/shop
cat > wrong.rung << 'END'
stack wrong {
  json {
    good = 1
    bad = nothing
    worse: int { dev = 1, staging = "x", prod = 3 }
    key = "AKIAIOSFODNN7EXAMPLA"
  }
}
END
rung values wrong
rung values wrong --format json
rung values wrong --format csv
rung why wrong.json.bad@dev
rung why wrong.json.key@dev
echo '-- warnings alone are none'
printf 'stack wrong {\n  json {\n    scale a = 1\n  }\n}\n' > wrong.rung
rung values wrong
rung why a@dev
