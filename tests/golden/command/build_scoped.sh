# project: tests/golden/command/shop
printf 'stack broken {\n  json {\n    size { dev = 1, staging = 1, prod = 2 }\n  }\n}\n' > broken.rung
rung build
echo '-- only what is asked for counts'
rung build --unit orders --env prod
find config -type f | sort
rung build --unit broken --env prod
echo '-- a syntax error counts where it stands'
echo 'stack torn {' > torn.rung
rung build --unit orders --env dev
find config -type f | sort
