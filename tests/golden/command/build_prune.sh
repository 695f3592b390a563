# project: tests/golden/command/shop
rung build > /dev/null
sed 's/^stack site/stack site in prod/' strategy.rung > changed && mv changed strategy.rung
echo '{"title": "mine"}' > config/dev/site.json
echo '-- only what is as it was written is removed'
rung build --prune
rung build --prune --overwrite
echo '-- of a part'
rung build --prune --unit orders
rung build --prune --env dev
echo '-- directories that become empty go too'
printf 'stack gone {\n  json "x" {\n  }\n}\n' > /dev/null
printf 'stack gone {\n  emit json to "far/away/${env}.json"\n\n  json {\n    a = 1\n  }\n}\n' > gone.rung
rung build
rm gone.rung
rung build --prune
ls
echo '-- a line that no build wrote removes nothing'
echo 'keep me' > keep.txt && mkdir inner && cd inner && cp ../strategy.rung .
mkdir .rung
for path in ../keep.txt /etc/hostname strategy.rung .git/config ./x a//b; do
    printf '0123456789abcdef\t%s\n' "$path"
done > .rung/outputs
rung build --prune --overwrite
ls ..
