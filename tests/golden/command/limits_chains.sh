# Chains of environments and lists of profiles that are longer than anybody's.
echo '-- an environment that is like another, that is like another, and so on'
{
    printf 'strategy shop {\n  rung = "0.1"\n}\n\nladder e0\n\nenvironments | e0 {\n  class      | production\n}\n\n'
    awk 'BEGIN { for (i = 1; i <= 33; i++) print "environment e" i " like e" i - 1 " {}" }'
    printf '\nstack web {\n  yaml {\n    scale size: int { e0 = 1, e33 = 2 }\n  }\n}\n'
} > strategy.rung
rung check
grep -v '^environment e33' strategy.rung | sed 's/, e33 = 2/, e32 = 2/' > changed && mv changed strategy.rung
rung check
rung values size --env e31,e32
echo '-- profiles of one unit'
{
    printf 'strategy shop {\n  rung = "0.1"\n}\n\nladder prod\n\nenvironments | prod {\n  class      | production\n}\n\n'
    awk 'BEGIN {
        for (i = 0; i < 65; i++) print "profile p" i " {\n  yaml {\n    a" i " = " i "\n  }\n}\n"
        printf "stack web uses p0"; for (i = 1; i < 65; i++) printf ", p" i; print " {\n}"
    }'
} > strategy.rung
rung check
sed 's/, p64//' strategy.rung > changed && mv changed strategy.rung
rung check
