# project: examples/flowmart
echo '-- everything below'
rung values notifications --env development,production
rung values payment.helm.resources --env production
rung values resources.requests.cpu --env production
echo '-- one'
rung values orders.helm.replicas
rung values payment.helm.resources.requests.cpu --format csv
echo '-- several'
rung why replicas@production
echo '-- none'
rung values payment.helm.resource
rung values payment.terraform
rung values paymnt
rung values .
rung values payment.
rung values 'orders helm'
echo '-- as sources write it'
rung values service.orders.helm.replicas
rung values stack.network.terraform.name --env production
rung values stack.orders
echo '-- part of a path, or with an environment'
rung values LOG_LEVEL
rung values api-timeot
rung values orders.helm.replicas@production
