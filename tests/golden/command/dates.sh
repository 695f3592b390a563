# project: tests/golden/command/shop
cat > dated.rung << 'END'
stack dated {
  json {
    @waive(P0003, "until the new one is there", until = 2026-06-01)
    size { dev = 1, staging = 1, prod = 2 }
  }
}
END
echo '-- before, shortly before, past'
rung check --today 2026-05-01
rung check --today 2026-05-25
rung check --today 2026-06-02
echo '-- past it: an error of `check` only'
rung build --today 2026-06-02
rung values dated --today 2026-06-02
echo '-- without --today, the day of HEAD'
git init -q . && git config user.name a && git config user.email a@example.com
git add strategy.rung
GIT_COMMITTER_DATE='2026-06-02T12:00:00 +0000' git commit -q -m 'one'
rung check
GIT_COMMITTER_DATE='2026-01-02T12:00:00 +0000' git commit -q --allow-empty -m 'two'
rung check
echo '-- with neither'
rm -rf .git
rung check
rung check --today 2026-02-30
