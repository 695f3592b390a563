# project: tests/golden/command/shop
# What a stranger's repository can name is not run when outputs are put into its index: git asks a filter about
# files that are as young as the index.
git init -q -b main . && git config user.name a && git config user.email a@example.com
command rung build > built && rm built
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
touch -t 203701010000 strategy.rung config/*/* && git add -A && git commit -q -m one
mkdir hooks
printf '#!/bin/sh\ntouch "%s/ran"\nexit 1\n' "$PWD" > hooks/post-index-change && chmod +x hooks/post-index-change
cp hooks/post-index-change hooks/evil && cp hooks/evil hooks/reference-transaction
for name in core.fsmonitor core.sshCommand filter.f.clean filter.f.smudge filter.f.process diff.f.textconv \
    alias.fast-import alias.update-index; do
    git config $name "$PWD/hooks/evil"
done
git config filter.f.required true && git config core.hooksPath "$PWD/hooks"
echo '* filter=f diff=f' > .git/info/attributes
echo '-- a name that cannot be turned off'
git config 'filter.a=b.clean' "$PWD/hooks/evil"
rung build --staged
git -c core.fsmonitor= config --unset 'filter.a=b.clean'
echo '-- names that can'
rung build --staged
[ ! -e ran ] || echo 'a program was run'
