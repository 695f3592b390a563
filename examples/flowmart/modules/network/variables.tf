variable "name" { type = string }
variable "region" { type = string }
variable "vpn_profile" { type = string }
variable "vpc_cidr" {
  type        = string
  description = "The network of the environment."
}
variable "private_subnets" { type = list(string) }
variable "public_subnets" { type = list(string) }
variable "nat_gateways" {
  type    = number
  default = 1
}
variable "enable_waf" {
  type    = bool
  default = false
}
