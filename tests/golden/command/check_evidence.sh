# What differs in a long value, in a layout, and in a file that holds what must not be shown.
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

stack long {
  yaml {
    endpoint url = "https://${env}.example/a/path/that/is/quite/long/and/goes/on/and/on/to/its/end/which/is/here"
    tuning words = "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé ${env} ööööööööööööööööööööööööööööööööööööööööööööööööö"
    list = ["one", "two"]
  }
}

stack hidden {
  yaml {
    secret password = "/shop/${env}/password"
    port = 8080
  }
  json {
    @sensitive
    token = "not to be shown"
    port = 8080
  }
}

stack shared {
  emit ssm to "shared/${env}.json"
  ssm "/shop/${env}/shared" {
    endpoint first = "a-${env}"
  }
}

stack other {
  emit ssm to "shared/${env}.json"
  ssm "/shop/${env}/other" {
    endpoint second = "b-${env}"
  }
}
END
command rung fmt > out; command rung build > out; cat out; rm out
edit() {
    sed "$2" "$1" > changed && mv changed "$1"
}
echo '-- long values'
edit config/prod/long.yaml 's/is.here/is.there/; s/ prod/ production/'
rung build --check --unit long
edit config/prod/long.yaml 's/is.there/is.here/; s/ production/ prod/; s/goes/went/'
rung build --check --unit long
echo '-- layout'
command rung build --overwrite > out; rm out
edit config/prod/long.yaml 's/^list:/list:   /'
edit config/prod/hidden.yaml 's/^port: 8080/port:   8080/'
edit config/prod/hidden.json 's/8080/ 8080/'
rung build --check
echo '-- two units in a file'
command rung build --overwrite > out; rm out
edit shared/prod.json 's/a-prod/c/; s/b-prod/d/'
rung build --check --env prod
echo '-- what cannot be read, after a line that was edited'
for file in long.yaml hidden.yaml hidden.json; do
    edit config/dev/$file 's/8080/8081/; s/is.here/is.there/; s/^first.*/&/'
    echo '  - : [' >> config/dev/$file
done
edit shared/dev.json 's/"a-dev"/"a-dev/'
rung build --check --env dev
