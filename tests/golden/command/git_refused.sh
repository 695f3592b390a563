# A checkout of another user, as it is mounted into a container.
# project: tests/golden/command/shop
cp -r "$PROJECT"/tests/golden/command/shop/. .
git init -q -b main && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_TEST_ASSUME_DIFFERENT_OWNER=1
rung check --staged
rung diff --base HEAD
