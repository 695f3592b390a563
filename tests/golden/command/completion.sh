# project: examples/flowmart
# What can stand in each place, as the scripts of the shells ask for it; and who asks for another shell.
ask() {
    echo "-- $*|"
    command rung complete -- "$@"
}
ask ''
ask che
ask --
ask check --
ask check --drift --staged --f
ask check --format ''
ask check --format=s
ask values --format ''
ask diff --format ''
ask affected --format ''
ask build --env ''
ask build --env development,prod
ask build --env 'sandbox(owner=me,you),prod'
ask build --unit o
ask build --image ''
ask values ''
ask values orders.
ask values orders.helm.r
ask values repl
ask values orders.helm.replicas@
ask why orders.helm.replicas
ask why orders.helm.replicas@
ask why payment.ssm.
ask set orders.helm.s
ask set orders.helm.strategy@production ''
ask set orders.helm.extraEnv\[NEW_CHECKOUT\].value ''
ask set orders.helm.service.port@production 80 ''
ask diff st
ask diff staging p
ask diff staging production ''
ask explain P000
ask explain var
ask help gr
ask completion ''
ask check ''
ask check --color ''
ask init ''
ask render -- ''
ask nothing ''
ask check --nothing ''
ask check --nothing=''
echo '-- elsewhere'
mkdir ../elsewhere && cd ../elsewhere || exit
ask values ''
ask build --project "$OLDPWD" --unit or
ask build --project="$OLDPWD" --unit or
ask diff --base ''
echo '-- with errors'
printf 'ladder dev -> prod\n\nenvironments | dev | prod {\n  class | nonproduction | production\n}\n\nstack app {\n  yaml {\n    ports = [1\n    hosts = nothing\n  }\n}\n' > strategy.rung
ask build --env ''
ask values ''
echo '-- usage'
rung completion
rung completion tcsh
command rung completion bash | head -1
command rung completion zsh | head -1
command rung completion fish | head -1
