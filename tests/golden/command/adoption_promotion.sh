# project: examples/adoption
# What docs/adoption.md says of promotion: a release file is built, and a bot has files of its own.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
sh "$PROJECT/tests/golden/guide.sh" "$PROJECT/docs/adoption.md" > ../guide
sh ../guide > ../log
change() {
    sed "$1" "$2" > ../changed && mv ../changed "$2"
}
echo '-- one image for all environments'
grep -h 'tag:' deploy/*/orders.release.yaml
change 's/v1\.5\.2@sha256:74/v1.5.3@sha256:75/' strategy.rung
rung diff --base HEAD
git checkout -q strategy.rung
echo '-- a bot that writes the release file'
change 's/v1\.5\.2/v1.5.3/' deploy/prod/orders.release.yaml
rung check --drift
rung build
git checkout -q deploy
echo '-- without release files, and with those of the bot'
change 's|^  domain = .*|&\n  emit release to none\n  emit index to "deploy/${env}/${unit}.app.json"|' strategy.rung
rung build --prune
mkdir -p images/prod && printf 'image: { repository: registry.example.com/orders, tag: v1.5.1 }\n' > images/prod/orders.yaml
cat deploy/prod/orders.app.json
rung check --drift
