# project: tests/golden/command/shop
mkdir outside
echo '-- a directory that leads out of the output directory'
mkdir place
ln -s ../outside place/config
rung build --out place --unit orders --env dev
echo '-- one that stays inside'
rm -r place
mkdir -p place/real
ln -s real place/config
rung build --out place --unit orders --env dev
echo '-- a file that leads out is replaced, never written through'
echo 'keep me' > outside/precious
ln -sf ../../../outside/precious place/config/dev/orders.yaml
rung build --out place --unit orders --env dev
rung build --out place --unit orders --env dev --overwrite
cat outside/precious
echo '-- the list itself'
rm -r place && mkdir place && ln -s ../outside place/.rung
rung build --out place --unit orders --env dev
find outside place | sort
