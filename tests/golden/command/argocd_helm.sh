# project: examples/ladder
# needs: python3
# needs: go
# needs: helm
# What Argo CD would render: each Application of examples/argocd by the real Helm, and by digest.
export GOCACHE="$PROJECT/build/go" GOFLAGS=-mod=mod GOTOOLCHAIN=local
git init -q -b main . && git config user.name a && git config user.email a@example.com
go build -o ../templates-$$ "$PROJECT/tests/ci/template.go" || exit 1
trap 'rm -f "../templates-'$$'"' EXIT
rung build > /dev/null
git add -A && git commit -q -m one
python3 "$PROJECT/tests/ci/argocd.py" "$PROJECT/examples/argocd/applicationset.yaml" ../templates-$$ helm
rung version
