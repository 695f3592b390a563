# The resources are left out of this example: Rung reads the variables.
output "summary" {
  value = "${var.name}: ${var.eks_node_min} to ${var.eks_node_max} nodes, ${var.rds_instance_type}"
}
