variable "name" {
  description = "The cluster's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,30}$", var.name))
    error_message = "name must be 3 to 31 lower-case letters, digits and hyphens: names of roles are made of it."
  }
}

variable "kubernetes_version" {
  description = "EKS's version. In standard support until: 1.34 2026-12-02, 1.35 2027-03-27."
  type        = string
  default     = "1.35"

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version)) && try(tonumber(split(".", var.kubernetes_version)[1]) >= 33, false)
    error_message = "kubernetes_version must be 1.33 or later, as \"1.35\": older ones cost six times as much, if EKS still has them."
  }
}

variable "subnet_ids" {
  description = "The private subnets, in two zones or more: nodes, and the control plane's interfaces."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must be two at least."
  }
}

variable "admin_principal_arns" {
  description = "IAM roles or users that may do everything in the cluster. Whoever makes it is not among them by that alone."
  type        = set(string)

  validation {
    condition     = length(var.admin_principal_arns) > 0 && alltrue([for arn in var.admin_principal_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/", arn))])
    error_message = "admin_principal_arns must name one IAM role or user at least, by ARN: nobody else gets in."
  }
}

variable "public_access_cidrs" {
  description = "From where the API server is reached over the internet; empty for not at all, which takes a way into the VPC."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.public_access_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 16, false)])
    error_message = "public_access_cidrs must be ranges of 16 bits or more: your offices, not the internet."
  }
}

variable "log_types" {
  description = "What the control plane logs to CloudWatch."
  type        = set(string)
  default     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  validation {
    condition     = length(setsubtract(var.log_types, ["api", "audit", "authenticator", "controllerManager", "scheduler"])) == 0
    error_message = "log_types may hold api, audit, authenticator, controllerManager and scheduler."
  }
}

variable "log_days" {
  description = "How long these logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 180, 365], var.log_days)
    error_message = "log_days must be a time that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 180 or 365."
  }
}

variable "system_nodes" {
  description = "The machines for API, KEDA and Karpenter: kinds, least and most."
  type = object({
    instance_types = optional(list(string), ["t3.large"])
    minimum        = optional(number, 2)
    maximum        = optional(number, 4)
    disk_gib       = optional(number, 30)
  })
  default = {}

  # The images are x86_64 (libtorch and its bindings come so); Graviton's families have a g behind their generation.
  validation {
    condition     = length(var.system_nodes.instance_types) > 0 && alltrue([for type in var.system_nodes.instance_types : !can(regex("^(a1|[a-z]+[0-9]+g[a-z]*)\\.", type))])
    error_message = "system_nodes.instance_types must be x86_64 machines: Sailplane's images are built for no other."
  }

  validation {
    condition     = var.system_nodes.minimum >= 2 && var.system_nodes.maximum >= var.system_nodes.minimum
    error_message = "system_nodes needs two machines at least, for two replicas of the API, and no fewer at most than at least."
  }

  validation {
    condition     = var.system_nodes.disk_gib >= 20
    error_message = "system_nodes.disk_gib must be 20 or more."
  }
}

variable "addon_versions" {
  description = "Versions of add-ons, by name; those left out come in EKS's default for the cluster's version."
  type        = map(string)
  default     = {}
}

variable "tags" {
  description = "For the machines of the node group: a launch template's instances do not get the provider's default tags."
  type        = map(string)
  default     = {}
}

variable "key_deletion_days" {
  description = "How long a deleted KMS key can be had back."
  type        = number
  default     = 30

  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "key_deletion_days must be 7 to 30."
  }
}
