# project: tests/golden/command/shop
# Safe fixes: shown as a patch, applied, and what remains. Each file that changes is named.
command rung build > /dev/null
cat > a.rung <<'END'
@waive(P0005, "grown over the years")
stack a {
  json {
    c: string   = "d"
    e: int { dev = 1, staging = 2, prod = 3 }
  }
}
END
mkdir sub
cat > sub/b.rung <<'END'
stack b {
  json {
    // A note.
    c == 1,
  }
}
END
cp a.rung a.before
cp sub/b.rung b.before
echo '-- the patch; nothing is written'
rung check --diff 2> /dev/null
cmp a.rung a.before && cmp sub/b.rung b.before
rung check --diff 2> /dev/null > patch && echo 'never'
(cd sub && rung check --diff --drift 2>&1 > /dev/null | tail -2)
echo '-- the fixes, and what remains'
rung check --fix
cat a.rung sub/b.rung
echo '-- the patch makes the same files'
cp a.rung a.after && cp sub/b.rung b.after && cp a.before a.rung && cp b.before sub/b.rung
tail -n +2 patch | sed '$d' | patch -s -p1
cmp a.rung a.after && cmp sub/b.rung b.after
echo '-- with the layout'
cp a.before a.rung && cp b.before sub/b.rung
rung check --fix --drift --format json=report.json > out 2>&1
grep fixed out
grep -c '"code"' report.json
rung fmt --check
rung check --fix --drift --format github
echo '-- nothing left: warnings alone, and no finding'
sed '/ e: /d' a.rung > changed && mv changed a.rung
command rung build > /dev/null
rung check --fix --drift
printf '@waive(P0003, "not needed")\nstack d {\n  json {\n    a = 1\n  }\n}\n' > d.rung
rung check --fix --strict
cat d.rung
git init -q . && git config user.name a && git config user.email a@example.com && git add -A && git commit -q -m a
printf '@waive(P0003, "not needed")\n' > changed && cat d.rung >> changed && mv changed d.rung
rung check --fix --base HEAD
git diff --stat
echo '-- what a patch would show'
printf 'stack d {\n  json {\n    @sensitive\n    a == "quiet"\n  }\n}\n' > d.rung
command rung check --diff
command rung check --diff | grep -c quiet
rung check --fix
echo '-- what it does not go with'
rung check --fix --diff
rung check --fix --staged
rung check --diff --staged
rung check --fix --base HEAD --head HEAD
rung check --diff --format json
rung check --diff --format json=report.json
rung check --fix --project nowhere
