# project: examples/adoption
# What docs/adoption.md says of files kept by hand while they are transcribed: what is not said yet is listed, what
# is said is not, and nothing is written.
sh "$PROJECT/tests/golden/guide.sh" "$PROJECT/docs/adoption.md" | sed '/^rung build --check/q' > ../guide
printf ')\n' >> ../guide
sh ../guide > ../log
git init -q -b main . && git add -A
rung build --check
echo '-- a value that is wrong, and one that is not there yet'
sed '/^      logLevel/d; s/^      replicaCount .*/      replicaCount      | 1       | 3       | 6/' strategy.rung > ../changed
mv ../changed strategy.rung
rung build --check
rung build
git diff --stat -- 'values-*' && git status --short
rm ../guide ../log
