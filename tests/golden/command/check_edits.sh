# A project with every output format, one edit by hand in each: what is said of it, and that the
# commands which are to keep an edit do, literally as they are printed.
mkdir -p charts/web modules/net
printf 'apiVersion: v2\nname: web\nversion: 1.0.0\n' > charts/web/Chart.yaml
printf 'variable "size" {}\nvariable "zones" {}\n' > modules/net/variables.tf
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

service web {
  image = "r.example/web@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  chart = "charts/web"
  emit index to "deploy/${env}/web.app.json"

  helm {
                                | dev  | prod {
      scale  replicas: int(1..50) | 1    | 6
      tuning greeting: string   | "hi" | "it's $5"
    }
    at env as list {
      tuning LEVEL: enum(info, warn) { dev = info, prod = warn }
    }
  }
}

stack net {
  module = "modules/net"
  emit terraform to "net/${env}.tfvars"
  emit terraform to "net/${env}.tfvars.json"
  emit ssm to "store/${env}.json"
  emit ssm to "store/${env}.txt"
  emit ssm to "store/${env}.tfvars.json"

  terraform {
    scale  size: int { dev = 1, prod = 2 }
    tuning zones: list(string) { dev = ["a"], prod = ["a", "b"] }
  }
  ssm "/net/${env}/${name}" {
    tuning timeout: duration { dev = 30s, prod = 5s }
    tuning offset: int { dev = 0, prod = 1 }
  }
}

stack plain {
  yaml {
    tuning host: string { dev = "a.example", prod = "b.example" }
    tuning note: string? = none { dev = "x" }
  }
  json {
    tuning list: list(string) { dev = ["a"], prod = ["b"] }
  }
  configmap {
    tuning pool.size: int { dev = 1, prod = 5 }
  }
  dotenv {
    tuning POOL: string { dev = "a", prod = "b" }
  }
}
END
command rung fmt > formatted && rm formatted
command rung build > built && rm built
edit() {
    sed "$2" "$1" > changed && mv changed "$1"
}
edit deploy/prod/web.yaml 's/replicas: 6/replicas: 9/; s/greeting: .*/greeting: "it'"'s"' $6"/; s/value: warn/value: info/'
edit deploy/prod/web.release.yaml 's/sha256:1111/sha256:2222/'
edit deploy/prod/web.app.json 's/"production"/"other"/'
edit net/prod.tfvars 's/size  *= 2/size  = 3/; s/"b"\]/"c"]/'
edit net/prod.tfvars.json 's/"size": 2/"size": 3/'
edit store/prod.json 's/"5s"/"7s"/'
edit store/prod.txt 's/timeout/time/'
edit store/prod.tfvars.json 's/"1"/"-1"/'
edit config/prod/plain.yaml 's/host: .*/host: it.example\nnote: true story/'
edit config/prod/plain.json 's/"b"/"b", "c d"/'
edit manifests/prod/plain-config.yaml 's/"5"/"7"/'
edit env/plain.prod.env 's/=b/='"'two words'"'/'
rung check --drift
rung build --check --unit plain --format json
echo '-- the commands, as they are printed'
command rung build --check --format json > report.json
grep -o '`rung set [^`]*`' report.json | tr -d '`' | sed 's/\\\\/\\/g; s/\\"/"/g' | sort -u > commands
rm report.json
while read -r line; do eval "$line"; done < commands
echo '-- nothing is left but what no command keeps'
rung check --drift
command rung build --overwrite | grep -v '^unchanged' | tail -1
rung check --drift
sed -n '/^service web/,$p' strategy.rung
