# project: tests/golden/command/shop
# What is committed is what is checked: neither what is on disk only nor what git does not know.
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
echo '-- a mistake on disk only'
printf 'stack broken {\n  yaml {\n    tuning a: int { dev = 1, staging = 2, prod = "x" }\n  }\n}\n' > broken.rung
rung check --staged
rung check
echo '-- staged'
git add broken.rung
rung check --staged
echo '-- mended on disk only'
rm broken.rung
rung check --staged
rung check
echo '-- partly staged'
git rm -q --cached broken.rung
rung check --staged
