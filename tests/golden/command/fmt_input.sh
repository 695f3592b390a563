printf 'stack  a{\r\nb {}\n}\n' > a.rung
rung fmt - < a.rung
rung fmt --check - < a.rung
rung fmt --diff - < a.rung
rung fmt - < a.rung | sed 1d > b.rung
command rung fmt - < a.rung > b.rung && rung fmt --check - < b.rung
: | rung fmt -
echo 'stack a {' | rung fmt -
echo 'stack a {' | rung fmt - 2> /dev/null
printf '\377' | rung fmt -
rung fmt - < /
rung fmt -
