# project: examples/flowmart
# With Helm itself: the same as a loop over `helm template`, and without a cluster to ask.
# needs: helm
export KUBECONFIG=/nowhere HELM_NAMESPACE=elsewhere
rung render
cut -f 2 rendered/.rung/rendered
rung render
rung build > /dev/null
unset HELM_NAMESPACE
for environment in development staging production; do
    for unit in inventory notifications orders payment; do
        values=deploy/$environment/$unit
        helm template "$unit" charts/web --namespace flowmart \
            --values "$values.yaml" --values "$values.release.yaml" > manifest
        cmp manifest "rendered/$environment/$unit.yaml" && echo "$environment/$unit is the same"
    done
done
rung set orders.helm.replicas@production 12
rung render
grep -n minReplicas rendered/production/orders.yaml
echo '-- a chart that fails'
printf '{{ fail (printf "%%s is not for %%s" .Release.Name .Release.Namespace) }}\n' > charts/web/templates/broken.yaml
rung render --unit orders --env production 2>&1 | grep -v 'note:'
rung render --unit orders 2>&1 | grep -o 'orders is not for [a-z]*' | sort -u
printf '{{ .Values.nothing.at.all }\n' > charts/web/templates/broken.yaml
rung render --unit orders --env production 2>&1 | grep -c 'templates/broken.yaml'
rm charts/web/templates/broken.yaml
rung render
