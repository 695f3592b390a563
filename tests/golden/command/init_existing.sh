echo '-- with directories that are not there yet'
rung init a/b
rung check a/b
rung build --project a/b --exit-code
rung build --check a/b
echo '-- nothing is replaced'
echo 'mine' > a/b/strategy.rung
rung init a/b
cat a/b/strategy.rung
mkdir c && printf '*.txt text' > c/.gitattributes
rung init c/
cat c/.gitattributes
echo '-- what cannot be'
echo 'file' > d
rung init d
rung init d/e
rung init ''
rung init a b
