# What README.md says that this version does not do: with the day on which it does, the page is to be changed.
cat > strategy.rung << 'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

policy replicas {
  doc "Never"
  severity error
  for e in environments
  require e == dev
  else "no"
}

ledger web in dev {
  2026-05-18T15:30:00Z "v1.4.0" sha256:74d810ffff45d3425b17623cf0ee737605c248b4258c50541813403768ac2f22
}

service web {
  image = "registry.example/web@sha256:74d810ffff45d3425b17623cf0ee737605c248b4258c50541813403768ac2f22"
  chart = "oci://registry.example/charts/web"
  emit index to "${env}.json"
  helm {
    a = 1
  }
}
END
rung build
grep -h '"version"' prod.json
grep -h 'digest' deploy/*/web.release.yaml | sort -u
for command in import promote; do rung $command web 2>&1 | sed '/there are/d'; done
