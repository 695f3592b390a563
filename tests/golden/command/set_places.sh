# project: tests/golden/command/shop
# Where the source is: behind a link, outside, changed meanwhile, in another project.
mkdir project && mv strategy.rung project && cd project || exit
mkdir .real && mv strategy.rung .real/main.rung && ln -s .real/main.rung strategy.rung
echo '-- a link that stays in the project is followed, and stays a link'
rung set orders.yaml.port 9090
ls -l strategy.rung | cut -c 1-10
grep -n 9090 strategy.rung .real/main.rung
echo '-- one that leaves it is not read'
mkdir ../outside && mv .real/main.rung ../outside && ln -sf ../outside/main.rung strategy.rung
rung set orders.yaml.port 9191
grep -c 9191 ../outside/main.rung
rm strategy.rung && mv ../outside/main.rung strategy.rung
echo '-- somebody else writes while git is asked for the day'
cat >> strategy.rung <<'END'

stack new {
  yaml {
    @rolling(until = 2099-01-01)
    flag { dev = true, staging = false, prod = false }
  }
}
END
mkdir bin && cat > bin/git <<'END'
#!/bin/sh
[ -e ../asked ] || echo '# theirs' >> strategy.rung
touch ../asked
echo 1795168800
END
chmod +x bin/git
(PATH=$PWD/bin:$PATH && rung set orders.yaml.port 9292)
grep -n '9292\|theirs' strategy.rung
echo '-- from below, and from elsewhere'
mkdir -p a/b && (cd a/b && rung set orders.yaml.port 9393)
(cd / && rung set orders.yaml.port 9494 --project "$OLDPWD" --diff) | tail -4
echo '-- no project'
mkdir ../nothing && (cd ../nothing && rung set orders.yaml.port 1)
