# project: examples/flowmart
rung set payment.helm.service.port 8444
rung set orders.helm.replicas@production 12
rung set network.terraform.nat_gateways@staging 2
echo '-- what the profile says is restated in the unit'
rung set inventory.helm.replicas@production 8
rung set 'inventory.helm.extraEnv[LOG_LEVEL].value@staging' warn
rung set inventory.ssm.api-timeout@production 4s
sed -n '/^  helm/,$p' services/inventory.rung
echo '-- columns: one that is missing, one in its place'
rung set platform.terraform.rds_multi_az@sandbox true
rung set platform.terraform.rds_instance_type@development db.r5.large
sed -n '/eks_node_min/,/rds_multi_az/p' infrastructure.rung
echo '-- text, expressions, lists, a removal'
rung set orders.helm.database.host orders-db.flowmart.example --diff
rung set orders.helm.database.host '"orders.${env}.${strategy.domain}"'
rung set payment.ssm.merchant-id@staging 'a "b" ${c}'
rung set platform.terraform.tags '{ project = "flowmart" }'
rung set orders.helm.replicas@production _
echo '-- nothing to do, and numbers that look like options'
rung set orders.helm.replicas@production 6
rung set orders.helm.service.port -- 8080
rung fmt --check
rung check
