#!/bin/sh
# seeds.sh - what every harness starts from: the project's own files, copied to DIRECTORY/HARNESS.
#
#     sh fuzz/seeds.sh DIRECTORY
#
# There is no second corpus to keep: a new golden, example or explanation is a new seed. Runs in the
# root of the project. A project of several files is one input, as fuzz/harness.h describes it.
set -u

to=$1
rm -rf "$to"
mkdir -p "$to/lexer" "$to/render" "$to/parse_format" "$to/compile" "$to/change" "$to/set" "$to/value" "$to/yaml" "$to/chart" "$to/manifest"

name_of() {
    printf '%s' "$1" | tr / -
}

# The files below a directory as one input.
join_files() {
    (cd "$1" && find . -type f ! -path './expected/*' | sort | while read -r file; do
        echo "=== ${file#./}"
        cat "$file"
    done)
}

# Sources by themselves.
find tests/golden examples stdlib -type f \( -name '*.rung' -o -name '*.formatted' \) | sort | while read -r file; do
    cp "$file" "$to/parse_format/$(name_of "$file")"
done
cp "$to"/parse_format/* "$to/lexer"
cp "$to"/parse_format/* "$to/render"
cp tests/golden/report/*.rung "$to/compile"

# Projects.
find tests/golden examples -name strategy.rung | sort | while read -r file; do
    join_files "${file%/*}" > "$to/compile/$(name_of "${file%/*}")"
done

# Explanations: what `## Breaks` shows is one project, what `## Keeps` shows another.
awk -v to="$to/compile" '
/^## / { out = to "/" FILENAME "-" $2; gsub(/compiler\/report\/explain\//, "", out); path = "strategy.rung" }
/^<!-- file: / { path = $3 }
/^```./ && !/^```sh/ { is_code = 1; print "=== " path > out; path = "strategy.rung"; next }
/^```/ { is_code = 0 }
is_code { print > out }' compiler/report/explain/*.md

# Changes: of an explanation from what keeps a rule to what breaks it, of anything else from itself.
# An output that is too large makes a report that is as large, several times over.
for head in "$to"/compile/*; do
    case $head in *F0083*) continue ;; esac
    base=$(printf '%s' "$head" | sed 's/-Breaks$/-Keeps/')
    [ -f "$base" ] || base=$head
    { cat "$head" && printf '\n=== base\n' && cat "$base"; } > "$to/change/${head##*/}"
done

# Values to be set: of each project some parameters, in some environment, to values of all kinds.
set -- 8 '"a" + env' none 30s '["a", "b"]' '{ a = 1 }' _ 'one
two
' 'db.example'
number=0
for head in "$to"/compile/*; do
    case $head in *F0083*) continue ;; esac
    number=$((number + 1))
    value=$1
    shift
    set -- "$@" "$value"
    { cat "$head" && printf '\n=== set #%d@%d\n%s' "$number" "$((number / 3))" "$value"; } > "$to/set/${head##*/}"
done

# Words of the sources that look like values.
cat "$to"/parse_format/* | tr -s ' \t,|(){}=' '\n' | grep -aE '^["0-9-]?[0-9a-z]' | sort -u |
    awk -v to="$to/value" '{ printf "%s", $0 > (to "/word" NR); close(to "/word" NR) }'

# What others wrote.
find tests examples -type f \( -name '*.yaml' -o -name '*.json' -o -name '*.tfvars' -o -name '*.env' \) | sort | while read -r file; do
    cp "$file" "$to/yaml/$(name_of "$file")"
done
find tests examples -name Chart.yaml -o -name '*.tf' | sed 's|/[^/]*$||' | sort -u | while read -r directory; do
    join_files "$directory" > "$to/chart/$(name_of "$directory")"
done
find tests examples -path '*/templates/*' -type f -o -name '*.tf' | sort | while read -r file; do
    cp "$file" "$to/chart/$(name_of "$file")"
done

# Manifests: each beside the one before it, and a few objects of the kinds that are compared in ways of their own.
before=/dev/null
find tests examples -type f -name '*.yaml' | sort | while read -r file; do
    { cat "$file" && printf '\n=== base\n' && cat "$before"; } > "$to/manifest/$(name_of "$file")"
    before=$file
done
cat > "$to/manifest/objects" << 'END'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {checksum/config: b1}}
spec:
  replicas: 2
  template:
    spec:
      initContainers: [{name: b}, {name: a}]
      containers:
        - name: web
          image: "web:2"
          ports: [{containerPort: 80}, {containerPort: 9090, name: metrics}]
          volumeMounts: [{name: d, mountPath: /a}, {name: d, mountPath: /b, readOnly: yes}]
      tolerations: [{key: a}, {operator: Exists}]
---
apiVersion: v1
kind: Secret
metadata: {name: db, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data": 1}'}}
data: {password: aHVudGVyMg1, more: WVdKa01234}
stringData: {plain: hunter2hunter2}
---
kind: ConfigMap
metadata: {name: web}
data:
  app.conf: |
    one
    2
    three
=== base
apiVersion: apps/v1beta1
kind: Deployment
metadata: {name: web, annotations: {checksum/config: a1}}
spec:
  replicas: "1"
  template:
    spec:
      initContainers: [{name: a}, {name: b}]
      containers:
        - name: web
          image: "web:1"
          ports: [{containerPort: 9090, name: metrics}, {containerPort: 81}]
          volumeMounts: [{name: d, mountPath: /b}, {name: d, mountPath: /a}]
      tolerations: [{key: b}]
---
apiVersion: v1
kind: SecretList
items: [{metadata: {name: db}, data: {password: b3RoZXI5OTk}}]
---
kind: ConfigMap
metadata: {name: web}
data:
  app.conf: |
    zero
    one
    three
END
