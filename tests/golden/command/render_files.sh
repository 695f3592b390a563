# project: tests/golden/command/charted
# Files in the place of manifests: somebody else's, links, what is no longer made, what a merge left.
chmod +x bin/helm
PATH=$PWD/bin:$PATH
export PATH
mkdir -p outside rendered/prod rendered/dev
echo '-- not ours'
echo 'keep me' > rendered/prod/orders.yaml
mkdir rendered/prod/payment.yaml
rung render
cat rendered/prod/orders.yaml
rmdir rendered/prod/payment.yaml
rung render --overwrite
echo '-- where the build writes, nothing is replaced'
rung build > /dev/null
rung render --out deploy
git diff --no-index --stat deploy deploy
echo '-- a directory that leads out'
rm -r rendered/prod && ln -s ../outside rendered/prod
rung render
find outside
rm rendered/prod && ln -s dev rendered/prod
rung render --overwrite --unit orders
rm -r rendered/prod
echo '-- a file that leads out is replaced, never written through'
echo precious > outside/precious
mkdir rendered/prod && ln -s ../../outside/precious rendered/prod/orders.yaml
rung render --env prod --unit orders
rung render --env prod --unit orders --overwrite
cat outside/precious
echo '-- the list itself'
rm -r rendered && mkdir rendered && ln -s ../outside rendered/.rung
rung render
rm rendered/.rung
echo '-- two branches were merged: any of the lines of a path counts'
rung render > /dev/null 2>&1
cp -r rendered ours
rung set orders.helm.replicas@prod 8
rung render > /dev/null 2>&1
LC_ALL=C sort -u ours/.rung/rendered rendered/.rung/rendered > merged
{ echo '<<<<<<< ours' && cat merged && echo '>>>>>>> theirs'; } > rendered/.rung/rendered
rung render --check
rung render
cat rendered/.rung/rendered
echo '-- a list that names other files'
printf '0123456789abcdef\t../outside/precious\t0123456789abcdef\tv1\n' >> rendered/.rung/rendered
printf '0123456789abcdef\tstrategy.rung\t0123456789abcdef\tv1\n' >> rendered/.rung/rendered
rung render --prune
ls outside strategy.rung
echo '-- no longer made'
sed '/^service payment/,/^}/d; /^# Pays/d' strategy.rung > new && mv new strategy.rung
echo edited >> rendered/dev/payment.yaml
rung render
rung render --prune --unit orders
rung render --prune
rung render --prune --overwrite
find rendered -type f | LC_ALL=C sort
echo '-- a run that was killed left files that its list knows'
printf '0000000000000000\tdev/sweeper.yaml\t0000000000000000\tv1\n' > rendered/.rung/rendered
rm rendered/dev/orders.yaml rendered/prod/*
touch rendered/dev/.rung-new
rung render
find rendered -type f | LC_ALL=C sort
echo '-- nothing to render makes no directory'
rm -r rendered
rung render --unit mailer
ls rendered
echo '-- a chart that is the project, with the manifests in it'
printf 'name: all\n' > Chart.yaml
sed 's|"charts/jobs"|"."|' strategy.rung > new && mv new strategy.rung
rung render --unit sweeper
rung render --unit sweeper
