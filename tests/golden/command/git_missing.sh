# A revision of which the clone lacks a file, as one made with `--filter` does: no answer is better than
# one in which everything is new.
# project: tests/golden/command/shop
cp -r "$PROJECT"/tests/golden/command/shop/. .
git init -q -b main && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
sed 's/8080/9090/' strategy.rung > changed && mv changed strategy.rung
git commit -q -a -m two
rm -f ".git/objects/$(git rev-parse HEAD~1:strategy.rung | sed 's|..|&/|')"
rung diff --base HEAD~1
rung diff --base HEAD~1 --format json
rung check --base HEAD~1
rung affected --base HEAD~1
echo '-- what is there is compared'
rung diff --base HEAD
rung check --staged
echo '-- a program that the configuration names is not run'
printf '#!/bin/sh\necho ran > "$0.log"\nexit 1\n' > .git/evil && chmod +x .git/evil
for name in core.fsmonitor remote.o.uploadpack core.sshCommand credential.helper gpg.program; do
    git config "$name" "$PWD/.git/evil"
done
git config remote.o.url "$PWD" && git config remote.o.promisor true && git config extensions.partialClone o
git config core.repositoryformatversion 1
rung check --staged
rung check --base HEAD~1
ls .git/evil.log
