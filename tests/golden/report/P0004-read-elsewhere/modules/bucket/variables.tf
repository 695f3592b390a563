variable "name" {
  type = string
}

variable "keep" {
  type = number
}

variable "shards" {
  type = number
}
