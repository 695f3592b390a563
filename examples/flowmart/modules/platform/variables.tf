variable "name" { type = string }
variable "region" { type = string }
variable "vpc_cidr" { type = string }
variable "eks_node_min" { type = number }
variable "eks_node_max" { type = number }
variable "rds_instance_type" { type = string }
variable "rds_multi_az" { type = bool }
variable "rds_backups" { type = bool }
variable "services_role" { type = string }
variable "rds_password_path" {
  type        = string
  description = "Where the password is kept, not the password."
}
variable "log_retention_days" { type = number }
variable "alarm_severity" { type = string }
variable "tags" {
  type    = map(string)
  default = {}
}
