# project: examples/ladder
# needs: python3
# needs: go
# The Applications that the files of examples/argocd give for the index files of examples/ladder, by Go's templates.
export GOCACHE="$PROJECT/build/go" GOFLAGS=-mod=mod GOTOOLCHAIN=local
git init -q -b main . && git config user.name a && git config user.email a@example.com
go build -o ../templates-$$ "$PROJECT/tests/ci/template.go" || exit 1
trap 'rm -f "../templates-'$$'"' EXIT
rung build > /dev/null
rung build --env 'preview(pr=7)' > /dev/null
git add -A && git commit -q -m one
git ls-files '*.app.json'
echo '-- from the index files'
python3 "$PROJECT/tests/ci/argocd.py" "$PROJECT/examples/argocd/applicationset.yaml" ../templates-$$ > applications
sed -n '1p' applications | jq -S .
grep '^{' applications | jq -r '[.metadata.name, .spec.destination.name, .spec.destination.namespace,
    (.spec.source.helm.valueFiles | join(" ")), (.spec.syncPolicy.automated | tostring)] | join(" | ")'
grep '^steps' applications
echo '-- with the images of a bot, by the line of docs/argocd.md'
line=$(sed -n 's/^ *`\(- {{ printf "\/images.*\)`\.$/\1/p' "$PROJECT/docs/argocd.md")
awk -v line="            $line" '{ print } /{{- end }}/ && !count++ { print line }' \
    "$PROJECT/examples/argocd/applicationset.yaml" > ../bot-$$
python3 "$PROJECT/tests/ci/argocd.py" ../bot-$$ ../templates-$$ > applications
rm ../bot-$$
grep '^{' applications | jq -r '.spec.source.helm.valueFiles | join(" ")'
echo '-- with charts of another repository'
python3 "$PROJECT/tests/ci/argocd.py" "$PROJECT/examples/argocd/sources.yaml" ../templates-$$ > applications
sed -n '3p' applications | jq -S .spec.sources
wc -l < applications
echo '-- of rendered manifests'
python3 "$PROJECT/tests/ci/argocd.py" "$PROJECT/examples/argocd/rendered.yaml" ../templates-$$ > applications
sed -n '3p' applications | jq -S .spec.source
echo '-- a text that is empty stops no template: it is our own look at what came out that finds it'
jq '.namespace = ""' deploy/dev/api.app.json > changed && mv changed deploy/dev/api.app.json
python3 "$PROJECT/tests/ci/argocd.py" "$PROJECT/examples/argocd/applicationset.yaml" ../templates-$$ 2>&1 | tail -n 1
echo '-- a key that is missing stops all'
jq 'del(.namespace)' deploy/dev/api.app.json > changed && mv changed deploy/dev/api.app.json
python3 "$PROJECT/tests/ci/argocd.py" "$PROJECT/examples/argocd/applicationset.yaml" ../templates-$$ > /dev/null 2>&1
echo "$?"
rung version
