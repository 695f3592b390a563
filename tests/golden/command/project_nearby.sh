# At the top of a repository of many projects, those that lie a little below are named.
project() {
    mkdir -p "$1" && printf 'strategy a {\n  rung = "0.1"\n}\n' > "$1/strategy.rung"
}
project node_modules/some
project .hidden/some
project a/b/c/too-deep
echo '-- none that is near'
rung check
project teams/pay
echo '-- one'
rung check
rung check --project teams
echo '-- several, and names that need quotes'
project teams/mail
project 'teams/of the shop'
project teams/zoo
project top
project teams/pay/inner
rung check
rung values --project teams
rung check --project 'teams/of the shop/..'
