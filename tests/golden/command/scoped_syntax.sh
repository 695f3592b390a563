# project: tests/golden/command/shop
echo '-- in a file of units that were not asked for'
printf 'stack torn {\n  json {\n    a = = 1\n  }\n}\n' > torn.rung
rung build --unit site --env dev
rung build --unit torn --env dev
echo '-- in a file that declares what was asked for'
printf 'stack whole {\n  json {\n    a = 1\n  }\n}\n' >> torn.rung
rung build --unit whole --env dev
echo '-- in a file of what is everybody'"'"'s'
printf 'category reason {\n  ascending ascending,,\n}\n' > torn.rung
rung build --unit site --env dev
echo '-- a declaration that cannot be read, and a unit that needs it'
printf 'categry reason {\n}\n' > torn.rung
printf 'stack needs {\n  json {\n    reason a: int { dev = 1, staging = 2, prod = 3 }\n  }\n}\n' > needs.rung
rung build --unit needs --env dev
rung build --unit site --env dev
