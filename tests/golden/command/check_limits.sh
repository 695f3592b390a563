# project: tests/golden/command/shop
for name in a b c d e; do
    printf 'stack %s {\n  json {\n    x = nothing\n    scale y = 1\n  }\n}\n' $name
done > many.rung
rung check --max-findings 2
command rung check --max-findings 0 2>&1 | tail -1
command rung check --max-findings 1 --format json | grep -c '"code"'
echo '-- in every format the worst, and a word about the rest where a person reads it'
printf '@waive(P0003, "not needed")\nstack aa {\n  json {\n    x = 1\n  }\n}\n' > aa.rung
for most in 3 30; do
    echo "most $most: $(command rung check --max-findings $most --format json | grep -c '"code"') in json"
    echo "most $most: $(command rung check --max-findings $most --format sarif | grep -o '"level": "[a-z]*"' | uniq -c | tr -s ' \n' ' ')in sarif"
    echo "most $most: $(command rung check --max-findings $most --format gitlab | grep -c fingerprint) in gitlab"
    command rung check --max-findings $most --format github | cut -d: -f1-4
    command rung check --max-findings $most --format markdown | grep '\[P\|\[N\|more\|\*\*'
done
command rung check --max-findings 3 --format json | tail -2
echo '-- warnings alone, in every format'
rm many.rung
for format in text json sarif github gitlab markdown; do
    command rung check --format $format=report
    echo "$format: $?, with --strict $(command rung check --strict --format $format=report; echo $?)"
done
rung check --strict --max-findings 1
rung check --max-findings two
rung check --max-findings 99999999
rung check --max-findings 1 --max-findings 2
