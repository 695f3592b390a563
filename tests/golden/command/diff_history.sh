# Twenty commits and what each of them does to the environments. Moving, splitting, renaming and
# laying out anew do nothing.
git init -q -b main . && git config user.name a && git config user.email a@example.com
commit() {
    echo "-- $1"
    git add -A && git commit -q --allow-empty -m "$1"
    shift
    rung diff --base HEAD~1 "$@"
}
change() {
    sed "$1" "$2" > changed && mv changed "$2"
}
mkdir -p charts/web/templates
echo 'name: web' > charts/web/Chart.yaml
echo 'kind: Deployment' > charts/web/templates/deployment.yaml
cat > strategy.rung << 'END'
strategy shop {
  rung = "0.1"
  domain = "shop.example"
}

ladder dev -> staging -> prod

environments | dev           | staging       | prod {
  class      | nonproduction | nonproduction | production
  region     | "eu-west-1"   | "eu-west-1"   | "eu-west-1"
}
END
cat > orders.rung << 'END'
service orders {
  image = "registry.example/orders:v1@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  chart = "charts/web"

  helm {
                                   | dev  | staging | prod {
      scale   replicas: int(1..50) | 1    | 2       | 6
      scale   cpu: quantity        | 100m | 500m    | 2
      feature newCheckout: bool    | true | true    | false
    }
    endpoint host = "orders.${env}.${strategy.domain}"
    port = 8080
    greeting = "Hello"
  }

  ssm "/shop/${env}/orders/${name}" {
    tuning timeout: duration { dev = 30s, staging = 10s, prod = 5s }
    secret password
  }
}
END
cat > site.rung << 'END'
stack site {
  json {
    title = "Shop"
    @sensitive
    tuning token: string { dev = "one", staging = "two", prod = "three" }
  }
}
END
git add -A && git commit -q -m 'start' && git tag start

change 's/ 6$/ 8/' orders.rung
commit 'one value of one environment'
change 's/8080/9090/' orders.rung
commit 'a value that is the same everywhere'
printf '# orders\n\n' | cat - orders.rung > changed && mv changed orders.rung
rung fmt orders.rung
commit 'formatting and comments only'
sed '/scale   cpu/d' orders.rung | sed 's/^\( *\)feature newCheckout.*/&\n      scale cpu: quantity | 100m | 500m | 2/' > changed
mv changed orders.rung && rung fmt
commit 'a row moved'
mkdir services && git mv orders.rung services/checkout.rung
commit 'a file renamed'
change 's/v1@sha256:1*"/v2@sha256:2222222222222222222222222222222222222222222222222222222222222222"/' services/checkout.rung
commit 'an image, and nothing else'
change '/greeting/d' services/checkout.rung
change 's/service orders {/service orders uses web {/' services/checkout.rung
cat > profiles.rung << 'END'
profile web {
  helm {
    greeting = "Hello"
  }
}
END
commit 'a parameter moved to a profile'
change 's/Hello/Good day/' profiles.rung
commit 'the profile says something else'
change 's/^\( *\)feature newCheckout.*/    }\n    | dev | staging | prod {\n&/' services/checkout.rung
rung fmt services/checkout.rung
commit 'a table split in two'
change 's/-> prod/-> prod -> dr/' strategy.rung
cat >> strategy.rung << 'END'

environment dr like prod {
  region = "eu-central-1"
}
END
change 's/^ladder.*/ladder dev -> staging -> prod/' strategy.rung
commit 'an environment added'
git rm -q site.rung
commit 'a unit removed'
cat > site.rung << 'END'
stack site {
  json {
    title = "Shop"
    @sensitive
    tuning token: string { dev = "one", staging = "two", prod = "three" }
  }
}
END
commit 'a unit added'
change 's/"three"/"four"/' site.rung
commit 'a sensitive value'
echo 'kind: Service' > charts/web/templates/service.yaml
echo 'kind: StatefulSet' > charts/web/templates/deployment.yaml
commit 'templates of a chart'
change 's|"/shop/${env}/orders/${name}"|"/store/${env}/orders/${name}"|' services/checkout.rung
commit 'the names in the parameter store'
change 's/replicas: int(1..50)/replicaCount: int(1..50)/' services/checkout.rung
rung fmt
commit 'a parameter renamed'
change 's/"eu-central-1"/"eu-north-1"/' strategy.rung
commit 'an attribute of an environment'
change 's/domain = .*/domain = "shop.example"\n  emit helm to "values\/${env}\/${unit}.yaml"/' strategy.rung
commit 'outputs moved'
change 's/port = 9090/port = 9090\n    limits = { cpu = "1", memory = "1Gi" }/' services/checkout.rung
commit 'a new parameter'
git checkout -q -b left && change 's/9090/9091/' services/checkout.rung && git commit -q -a -m left
git checkout -q main && change 's/Good day/Welcome/' profiles.rung && git commit -q -a -m right
echo '-- before the merge, each side shows its own change only'
rung diff --base main --head left
rung diff --base left --head main
git merge -q -m merged left > /dev/null
echo '-- the merge, against each of its parents'
rung diff --base HEAD^1
rung diff --base HEAD^2
echo '-- nothing is left to say'
rung diff --base HEAD
rung diff --base HEAD --format json
rung diff --base HEAD --format markdown
git rev-list --count HEAD
echo '-- from the first commit on, as JSON'
rung diff --base start --format json
