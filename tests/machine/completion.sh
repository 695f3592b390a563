# completion.sh - read in by goldens of tests/golden/command, each for one `shell`: what stands in its line, on a
# terminal, once a key was pressed; and names of a project and of a repository that want to be run there.
# shellcheck shell=sh disable=SC2016,SC2154
git init -q -b main && git -c user.name=a -c user.email=a@b.example commit -q --allow-empty -m a
git branch 'zz$(touch${IFS}ran)' && git branch 'yy;touch${IFS}ran'
rung completion nowhere
python3 "$PROJECT/tests/machine/type.py" "$shell" <<'END'
rung che<TAB>
rung check --dr<TAB>
rung check --format=sa<TAB>
rung build --env development,prod<TAB>
rung build --env sand<TAB>
rung build --env 'sand<TAB>
rung values or<TAB>
rung values notifications.helm.extraEnv\[LOG<TAB>
rung values 'notifications.helm.extraEnv[LOG<TAB>
rung why orders.helm.repl<TAB>
rung why orders.helm.replicas@prod<TAB>
rung why "orders.helm.replicas@prod<TAB>
rung set 'orders.helm.strategy@production' blue<TAB>
rung diff --base=ma<TAB>
rung diff --base zz<TAB>
rung diff --base yy<TAB>
rung fmt strat<TAB>
rung build --project exp<TAB>
rung xy<TAB>
END
echo '-- names that want to be run'
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

# $(touch ran) `touch ran` %n %F{red} ;touch ran
stack app {
  yaml {
    a."$(touch ran)" = 1
    b."`touch ran`" = 1
    c.";touch ran" = 1
    d."'; touch ran; '" = 1
    e."*" = 1
    f."a\nb" = 1
    g."a\u{1b}[31mb" = 1
    h."&& touch ran #" = 1
    i."a b" = 1
  }
}
END
for name in a b c d e f g h i; do echo "rung values app.yaml.$name<TAB>"; done | python3 "$PROJECT/tests/machine/type.py" "$shell"
find . -name 'ran*'
