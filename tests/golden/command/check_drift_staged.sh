# project: tests/golden/command/shop
# `rung check --drift --staged` in a hook says the truth about what would be committed.
git init -q -b main . && git config user.name a && git config user.email a@example.com
replace() {
    sed "$1" "$2" > changed && mv changed "$2"
}
built() {
    command rung build "$@" > built && rm built
}
built && git add -A && git commit -q -m one
echo '-- all is well'
rung check --drift --staged
echo '-- partly staged: of two changes of one source one is staged, and the outputs of both are'
replace 's/port = 8080/port = 9090/' strategy.rung && git add strategy.rung
replace 's/| 6$/| 7/' strategy.rung
built && git add config .rung
rung check --drift --staged
rung check --drift
echo '-- as it says: the rest is put away, and what is staged is built'
git stash push -q --keep-index --include-untracked
built && git add config .rung
rung check --drift --staged
git stash drop -q && git commit -q -m two
echo '-- an unstaged output'
replace 's/port = 9090/port = 9091/' strategy.rung && built
git add strategy.rung config/dev config/prod .rung
rung check --drift --staged
git add config/staging && git commit -q -m three
rung check --drift --staged
echo '-- an untracked source, with its outputs on disk'
printf 'stack more {\n  json {\n    size = 1\n  }\n}\n' > more.rung
built
rung check --drift --staged
rung check --drift
echo '-- its outputs staged without it'
git add config .rung
rung check --drift --staged
echo '-- a source staged without its outputs'
git reset -q && git add more.rung
rung check --drift --staged
git add -A && git commit -q -m four
echo '-- a deleted output'
git rm -q config/dev/more.json
rung check --drift --staged
built && git add config/dev/more.json .rung/outputs
rung check --drift --staged
echo '-- a renamed unit'
git mv more.rung less.rung && replace 's/stack more/stack less/' less.rung && git add less.rung
rung check --drift --staged
echo '-- as it says: built, pruned and staged'
built --prune && git add config .rung
rung check --drift --staged
git commit -q -m five
echo '-- a layout that was staged, and mended on disk only'
replace 's/size = 1/size  =  1/' less.rung && git add less.rung && command rung fmt > formatted && rm formatted
rung check --drift --staged
git add less.rung
rung check --drift --staged
echo '-- a file that is not ours, staged where an output goes'
printf 'stack last {\n  json {\n    size = 1\n  }\n}\n' > last.rung
for env in dev staging prod; do echo '{"size": 2}' > config/$env/last.json; done
git add -A
rung check --drift --staged
git rm -q --cached last.rung config/*/last.json
echo '-- everything but the list of outputs'
replace 's/size = 1/size = 2/' less.rung && rm last.rung && built
git add less.rung config
rung check --drift --staged
git add .rung/outputs
rung check --drift --staged
