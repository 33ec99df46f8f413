variable "name" {
  description = "What the resources' names start with."
  type        = string
}

variable "cluster_name" {
  description = "The cluster whose nodes these are."
  type        = string
}

variable "cluster_arn" {
  description = "Its ARN."
  type        = string
}

variable "cluster_security_group_id" {
  description = "The group of control plane and system nodes."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "vpc_cidr" {
  description = "The VPC's addresses, where the brokers are."
  type        = string
}

variable "karpenter_service_account" {
  description = "The service account that Karpenter's chart makes, and its namespace."
  type = object({
    namespace = optional(string, "kube-system")
    name      = optional(string, "karpenter")
  })
  default = {}
}
