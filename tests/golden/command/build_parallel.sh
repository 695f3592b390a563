# project: tests/golden/command/shop
echo '-- builds of parts at one time: nothing gets lost'
for unit in orders site; do
    for env in dev staging prod; do
        command rung build --unit $unit --env $env > $unit.$env.log 2>&1 &
    done
done
wait
cat ./*.log | sort | uniq -c | sed 's/^ *//'
wc -l < .rung/outputs
rung build --check
echo '-- builds of everything at one time'
for i in 1 2 3 4 5 6; do
    sed "s/8080/$((8080 + i % 2))/" strategy.rung > changed && mv changed strategy.rung
    command rung build > "$i.log" 2>&1 &
done
wait
rung build > /dev/null
rung build --check
