# project: examples/flowmart
# What Helm makes is what Kubernetes takes, as far as tests/golden/command/schemas say.
# needs: helm
# needs: kubeconform
rung render > /dev/null 2>&1
judge() {
    kubeconform -strict -summary -schema-location "$PROJECT/tests/golden/command/schemas/{{ .ResourceKind }}.json" "$@" 2>&1
}
judge rendered
echo '-- these schemas do find a mistake'
rung render --check
sed 's/minReplicas: \(.*\)/minReplicas: "\1"/' rendered/production/orders.yaml > bad.yaml
judge bad.yaml | sed 's/: .*//'
