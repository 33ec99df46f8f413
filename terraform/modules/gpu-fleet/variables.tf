variable "name" {
  description = "What the resources' names start with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,30}$", var.name))
    error_message = "name must be 3 to 31 lower-case letters, digits and hyphens: names of roles are made of it."
  }
}

variable "cluster_name" {
  description = "The cluster whose nodes these are."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$", var.cluster_name))
    error_message = "cluster_name must be a cluster's name: machines are told apart by tags that are made of it."
  }
}

variable "cluster_arn" {
  description = "Its ARN."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:eks:[a-z0-9-]+:[0-9]{12}:cluster/", var.cluster_arn)) && endswith(var.cluster_arn, ":cluster/${var.cluster_name}")
    error_message = "cluster_arn must be the ARN of the cluster that cluster_name names: Karpenter's role is given to pods of that one."
  }
}

variable "cluster_security_group_id" {
  description = "The group of control plane and system nodes."
  type        = string

  validation {
    condition     = startswith(var.cluster_security_group_id, "sg-")
    error_message = "cluster_security_group_id must be the id of a security group, such as sg-0123456789abcdef0."
  }
}

variable "vpc_id" {
  description = "The VPC."
  type        = string

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "vpc_id must be the id of a VPC, such as vpc-0123456789abcdef0."
  }
}

variable "vpc_cidr" {
  description = "The VPC's addresses, where the brokers are."
  type        = string

  validation {
    condition     = can(cidrnetmask(var.vpc_cidr)) && try(tonumber(split("/", var.vpc_cidr)[1]) >= 16, false)
    error_message = "vpc_cidr must be a range of 16 bits or more: Kafka's port is opened to the VPC, not to the internet."
  }
}

variable "karpenter_service_account" {
  description = "The service account that Karpenter's chart makes, and its namespace."
  type = object({
    namespace = optional(string, "kube-system")
    name      = optional(string, "karpenter")
  })
  default = {}

  validation {
    condition     = alltrue([for name in values(var.karpenter_service_account) : can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", name))])
    error_message = "karpenter_service_account must be a namespace and a name as Kubernetes has them: the role is given to no other."
  }
}
