# project: examples/flowmart
mkdir .before && cp -r ./*.rung services .before
rung set orders.helm.replicas@production 51
rung set orders.helm.replicas@production 1
rung set orders.helm.service.port@staging 9090
rung set orders.helm.replicas@production none
rung set orders.helm.replicas@prodution 8
rung set orders.helm.replica@production 8
rung set orders.helm.resources@production 8
rung set orders.helm.replicas 8
rung set orders.helm.replicas@ 8
rung set orders.helm.replicas@production '8 }'
rung set orders.helm.database.password@production hunter2
rung set 'orders.helm.replicas@sandbox(owner=me)' 8
rung set platform.terraform.tags 7
rung set orders.helm.database.host AKIAIOSFODNN7EXAMPLE
echo '-- wrong usage'
rung set
rung set orders.helm.replicas@production
rung set orders.helm.replicas@production 8 9
rung set orders.helm.replicas@production -1
rung set orders.helm.replicas@production ''
rung set --help
diff -r services .before/services && diff infrastructure.rung .before && echo 'nothing was written'
