# The resources are left out of this example: Rung reads the variables.
output "summary" {
  value = "${var.name} in ${var.region}: ${var.vpc_cidr}, ${var.nat_gateways} NAT"
}
