# One mistake in a profile of twelve services is one finding, in every format, and stops each of them.
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> staging -> prod

environments | dev           | staging       | prod {
  class      | nonproduction | nonproduction | production
}

profile web {
  json {
    replicas: int { dev = 1, staging = 2, prod = 3 }
  }
}
END
for name in audit billing cart index mail media offers orders payment search stock users; do
    printf '\nstack %s uses web {\n}\n' $name >> strategy.rung
done
printf '\nstack alone {\n  json {\n    a = 1\n  }\n}\n' >> strategy.rung
rung check
command rung check --format json | grep -o '"unit": .*'
for format in sarif github gitlab; do
    echo "$format: $(command rung check --format $format | grep -c '12 units\|and 6 more')"
done
rung build --unit alone --env dev
rung build --unit stock --env dev 2>&1 | tail -3
echo '-- mended in one of them, it is no other mistake'
rung set audit.json.replicas@prod 4 2>&1 | head -3
rung set audit.json.replicas@staging 4 2>&1 | head -3
