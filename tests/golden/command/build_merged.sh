# project: tests/golden/command/shop
rung build > /dev/null
echo '-- two branches were merged: the list has a path twice, the file is theirs'
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
echo 'port: 7070' > config/prod/orders.yaml
printf '0123456789abcdef\tconfig/prod/orders.yaml\n' >> .rung/outputs
rung build --check --unit orders --env prod
rung build
grep -c config/prod/orders.yaml .rung/outputs
echo '-- git has left conflict markers in an output'
printf '<<<<<<< ours\nport: 9090\n=======\nport: 9091\n>>>>>>> theirs\n' > config/dev/orders.yaml
rung build --unit orders --env dev
grep port config/dev/orders.yaml
echo '-- and in a source'
printf '<<<<<<< ours\nstack a {\n}\n=======\nstack b {\n}\n>>>>>>> theirs\n' > other.rung
rung build
