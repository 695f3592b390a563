# What is too large to be shown as a program.
strategy() {
    printf 'strategy shop {\n  rung = "0.1"\n}\n\n'
}
environments() {
    awk 'BEGIN {
        printf "environments"; for (i = 0; i < 250; i++) printf " | e%d", i
        printf " {\n  class"; for (i = 0; i < 250; i++) printf " | production"
        print "\n}\n"
    }'
}
echo '-- words and marks of one source'
{ strategy; awk 'BEGIN { for (i = 0; i < 300000; i++) print "" }'; } > strategy.rung
rung check
echo '-- values'
{
    strategy
    environments
    echo 'stack web {'
    echo '  yaml {'
    awk 'BEGIN { for (i = 0; i < 20001; i++) print "    a" i " = 1" }'
    echo '  }'
    echo '}'
} > strategy.rung
rung check
echo '-- outputs'
{
    strategy
    environments
    awk 'BEGIN { for (i = 0; i < 1001; i++) print "stack s" i " {\n  yaml {\n    a = 1\n  }\n}" }'
} > strategy.rung
rung check
