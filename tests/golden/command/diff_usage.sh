# project: tests/golden/command/shop
rung diff dev
rung diff dev prod --base HEAD
rung diff --head HEAD
rung diff dev nowhere
rung diff --base HEAD
git init -q -b main . && git config user.name a && git config user.email a@example.com
git add -A && git commit -q -m one
rung diff --base nowhere
rung diff --base --help
rung diff --base HEAD --format csv
rung diff --base HEAD --names-only --format json
rung diff --base HEAD --unit nobody
rung diff --base HEAD --env prd
rung affected
rung affected --base HEAD
echo '-- the base is from before the project'
git checkout -q --orphan before && git rm -rqf . && git commit -q --allow-empty -m zero
git checkout -q -b after && git checkout main -- . && git commit -q -m one
rung diff --base before
rung affected --base before
echo '-- no common ancestor'
rung diff --base main
