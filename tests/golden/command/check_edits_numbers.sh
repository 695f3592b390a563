# Whoever types a mode as manifests have it means what Helm reads there.
mkdir -p charts/web
printf 'apiVersion: v2\nname: web\nversion: 0.1.0\n' > charts/web/Chart.yaml
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

stack files {
  chart = "charts/web"
  helm {
    tuning defaultMode: int(0..511) { dev = 292, prod = 292 }
    tuning batch: int { dev = 10, prod = 20 }
  }
}
END
rung build > /dev/null
sed -i 's/defaultMode: 292/defaultMode: 0440/; s/batch: 10/batch: 0x1F/' deploy/dev/files.yaml
sed -i 's/defaultMode: 292/defaultMode: 0o444/; s/batch: 20/batch: 09/' deploy/prod/files.yaml
rung check --drift
rung set files.helm.defaultMode@dev 288
rung set files.helm.batch@dev 31
rung set files.helm.batch@prod 9
rung check
echo '-- the same numbers in another spelling'
rung build --overwrite > /dev/null
sed -i 's/defaultMode: 288/defaultMode: 0440/' deploy/dev/files.yaml
rung check --drift
