# project: tests/golden/command/shop
# Outputs edited by hand and staged: the commands that keep the edits, and what is to be staged then.
git init -q -b main . && git config user.name a && git config user.email a@example.com
edit() {
    sed "$2" "$1" > changed && mv changed "$1"
}
printf 'stack more {\n  json {\n    size = 1\n  }\n}\n' > 'more or less.rung'
command rung build > built && rm built
git add -A && git commit -q -m one
echo '-- values of two sources'
edit config/prod/orders.yaml 's/replicas: .*/replicas: 7/'
for env in dev staging prod; do edit config/$env/more.json 's/1/3/'; done
git add -A
rung check --drift --staged
rung check --drift
echo '-- as it says'
rung set more.json.size 3
command rung build > built && rm built
git add 'more or less.rung' config/*/more.json .rung/outputs
rung check --drift --staged
echo '-- the edit is gone from the disk, and not from the index'
git checkout -q HEAD -- config/prod/orders.yaml
edit config/prod/orders.yaml 's/replicas: .*/replicas: 8/' && git add config/prod/orders.yaml
command rung build --overwrite > built && rm built
rung check --drift --staged
git add -A && git commit -q -m two
echo '-- a layout, which no command keeps'
edit config/prod/orders.yaml 's/replicas: /replicas:   /' && git add -A
rung check --drift --staged
command rung build --overwrite > built && rm built
git add -A
echo '-- a file that is not ours, which the disk has replaced already'
printf 'stack last {\n  json {\n    size = 1\n  }\n}\n' > last.rung
for env in dev staging prod; do echo '{"size": 2}' > config/$env/last.json; done
git add -A
command rung build --overwrite > built && rm built
rung check --drift --staged
