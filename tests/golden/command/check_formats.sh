# Reports for other programs: paths from the top of the repository, and texts that would be commands,
# markup or escapes to whoever reads them.
git init -q -b main . && mkdir -p 'a dir'
cat > 'a dir/strategy.rung' <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

stack orders {
  yaml {
    replicas: int { dev = 1, prod = 6 }
    missing: int { dev = 1 }
    text: string = "%0A::error::</details>```|| ${q}"
    "k,:\u{1b}[31m%\u{2028}": int = "::warning::x"
  }
}
END
cat > 'a dir/other.rung' <<'END'
stack orders {
}
END
mkdir more && cat > more/strategy.rung <<'END'
strategy many {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

stack many {
  yaml {
END
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "    key$i: int { dev = 1, prod = 2 }" >> more/strategy.rung; done
printf '  }\n}\n' >> more/strategy.rung
for format in sarif github gitlab markdown; do
    echo "-- $format"
    rung check --project "a dir" --format $format | grep -v "^        .\"id\""
done
echo '-- more than GitHub shows'
rung check --project more --format github | cut -d: -f1-5
echo '-- several in one run'
rung check --project more --format sarif=report.sarif --format gitlab=report.json --format markdown=report.md --format github | tail -1
grep -c '"ruleId"' report.sarif && grep -c fingerprint report.json && head -2 report.md
sed 's/2 }/1 }/' more/strategy.rung > changed && mv changed more/strategy.rung
echo '-- nothing to report'
for format in sarif github gitlab markdown; do rung check --project more --format $format; done
echo '-- no such format'
rung check --format html
