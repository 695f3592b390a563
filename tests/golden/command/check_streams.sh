# project: tests/golden/command/shop
run() { command rung "$@"; echo "[exit $?]" >&3; }
exec 3>&1
echo '-- results on standard output, diagnostics on standard error'
printf 'stack a {\n  json {\n    b = c\n  }\n}\n' > a.rung
run check 2> /dev/null
run check > /dev/null
run check --format json > /dev/null
run values a 2> /dev/null
run values a > /dev/null
echo '-- output that is full or closed'
run values site 2>&1 > /dev/full | tail -1
run values site 2>&1 >&- | tail -1
run check --format json > /dev/full
rung check --format json=/dev/full
rung check --format json=nowhere/report.json
rm a.rung
run check > /dev/full
run build --unit site --env dev >&-
cat config/dev/site.json
run check 2>&-
