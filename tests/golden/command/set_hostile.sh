# What a value may not do: steer a terminal, break out of its quotes, show what is hidden.
mkdir project && cd project || exit
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

stack app {
  yaml {
    tuning host: string { dev = "a", prod = "b" }
    scale size: int(1..50) { dev = 1, prod = 6 }
    port = 8080
    tuning note = "x" { dev = "y" }
    secret password = "/app/${env}/password"

    @sensitive
    tuning token: string(len 3..9) { dev = "one", prod = "two" }
    @sensitive
    pins = [1]

    tuning           | dev | prod {
      wait: duration | 10s | 20s
      motd: string   | "a" | "b"
    }
  }
}
END
# `try WHAT REF VALUE`: what is printed, with everything visible that a terminal would obey.
try() {
    echo "-- $1"
    command rung set "$2" "$3" > ../printed 2>&1
    status=$?
    cat -v ../printed
    echo "[exit $status]"
}
escape=$(printf '\033')
newline='
'
try 'an escape' host@prod "${escape}[31mred"
try 'an escape in quotes' host@prod "\"${escape}[32mgreen\""
try 'an escape in a number' size@prod "6${escape}[31m"
try 'an escape in a REF' "ho${escape}[31mst@prod" x
try 'an escape in an environment' "host@${escape}]0;title" x
try 'text that is written from right to left' host@prod "$(printf '\342\200\256gpj.exe')"
try 'no UTF-8' host@prod "$(printf 'a\377b')"
try 'no UTF-8 in quotes' host@prod "$(printf '"a\377b"')"
try 'quotes, backslashes, interpolation' host@prod 'say "hi" \n ${env}'
try 'the end of a string' host@prod '" } owner = "me'
try 'a second statement' port "1${newline}    admin = true"
try 'a comment' port '1 # one'
try 'lines' host@prod "one${newline}two"
try 'whole lines' note@dev "one${newline}two
three
"
try 'a block in a table' motd@dev '"""
  one
    two
  """'
try 'a block that computes, in a table' motd@dev '"""
${env}
"""'
try 'an expression of lines' size@prod "yaml.port /${newline}  1010"
try 'three quotes' note@dev "a${newline}\"\"\"${newline}b
"
echo '-- what is hidden stays so'
try 'a sensitive value' token@prod swordfish
try 'one that does not fit' token@prod swordfish-too-long
try 'one that is none' token@prod '"swordfish'
try 'two words' token@prod '"one" two'
try 'one of another type' pins swordfish
try 'a name in a list' pins '[swordfish]'
try 'the same again' token@prod swordfish
try 'a patch' token@prod 'marlin'
rung set token@prod barbel --diff
try 'a secret' password@prod swordfish
try 'a credential' host@prod AKIAIOSFODNN7EXAMPLE
try 'a credential that is no duration' wait@dev AKIAIOSFODNN7EXAMPLE
grep -c 'swordfish' ../printed
echo '-- what has been written'
rung fmt --check
sed -n '/^stack/,$p' strategy.rung | cat -v
