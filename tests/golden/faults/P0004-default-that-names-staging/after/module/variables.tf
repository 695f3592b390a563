variable "storage_gb" { type = number }
variable "password_path" { type = string }
