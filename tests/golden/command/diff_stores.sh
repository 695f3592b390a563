# What a diff says of names in the parameter store, of what went, and how a comment shows it.
git init -q -b main . && git config user.name a && git config user.email a@example.com
change() {
    sed "$1" strategy.rung > changed && mv changed strategy.rung
}
cat > strategy.rung << 'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> staging -> prod

environments | dev           | staging       | prod {
  class      | nonproduction | nonproduction | production
  region     | "eu-west-1"   | "eu-west-1"   | "eu-west-1"
  tier       | "a"           | "a"           | "b"
}

stack orders {
  ssm "/shop/${env}/orders/${name}" {
    tuning timeout: duration { dev = 30s, staging = 10s, prod = 5s }
    retries = 3
    secret password
  }
  ssm "/shop/${env}/public/${name}" {
    endpoint host = "orders.${env}.example"
  }
  ssm "/shop/${env}/old/${name}" {
    tuning label: string? { dev = "x", staging = none, prod = "y" }
  }
}

stack site {
  yaml {
    port = 8080
  }
}
END
rung fmt
git add -A && git commit -q -m one
same() {
    rung diff --base HEAD "$@"
    rung diff --base HEAD --format markdown "$@"
    git checkout -q strategy.rung
}
echo '-- a parameter goes from one block to another'
change '/retries = 3/d; s/^\( *\)endpoint host/    retries = 3\n&/'
same
change '/tuning label/d; s/^\( *\)endpoint host/    tuning label: string? { dev = "x", staging = none, prod = "y" }\n&/'
same
echo '-- two blocks have other names'
change 's|/public/|/open/|; s|/old/|/older/|'
same
echo '-- a block in some environments only'
change 's|ssm "/shop/${env}/old/${name}"|& in dev, prod|'
same
echo '-- a value comes in one environment and goes in another'
change 's/staging = none, prod = "y"/staging = "z", prod = none/'
same
echo '-- an environment, an attribute and a unit go'
change 's/ -> staging//; s/staging = [^,]*, //; s/^\(environments.*\)| staging       /\1/; s/^\(  class  *|[^|]*|\)[^|]*|/\1/; s/^\(  region  *|[^|]*|\)[^|]*|/\1/; /^  tier/d; /^stack site/,$d'
cat strategy.rung | head -12
same
echo '-- with a mistake'
change 's/port = 8080/port { dev = 1, prod = 2 }/'
same
change 's/port = 8080/port { dev = 1, staging = 1, prod = 2 }/'
same
echo '-- what there is not'
rung affected --base HEAD --format table
rung check strategy.rung --base HEAD
rung check strategy.rung strategy.rung --base HEAD
rung check --head HEAD
