variable "region" {
  description = "The AWS region: S3_REGION."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region's code, such as eu-central-1."
  }
}

variable "availability_zones" {
  description = "The zones to use, of that region."
  type        = list(string)
  default     = ["us-east-1a", "us-east-1b"]

  validation {
    condition     = alltrue([for zone in var.availability_zones : startswith(zone, var.region)])
    error_message = "availability_zones must be zones of the region."
  }

  # MSK spreads brokers over two or three.
  validation {
    condition     = contains([2, 3], length(var.availability_zones))
    error_message = "availability_zones must be two or three."
  }
}

variable "vpc_cidr" {
  description = "The VPC's addresses; none of a network that it will be connected to."
  type        = string
  default     = "10.0.0.0/16"
}

variable "kubernetes_version" {
  description = "EKS's version."
  type        = string
  default     = "1.35"
}

variable "admin_principal_arns" {
  description = "IAM roles or users that may do everything in the cluster."
  type        = set(string)
}

variable "public_access_cidrs" {
  description = "From where the API server is reached over the internet; empty for not at all."
  type        = list(string)
  default     = []
}

variable "system_instance_types" {
  description = "The machines for API, KEDA and Karpenter, x86_64."
  type        = list(string)
  default     = ["t3.large"]
}

variable "kafka_version" {
  description = "MSK's name of the version; what from 4.2 on is different is told in modules/kafka."
  type        = string
  default     = "4.1.x.kraft"
}

variable "queue_protocol" {
  description = "share, classic, or null for what Kafka's version allows."
  type        = string
  default     = null
}

variable "kafka_instance_type" {
  description = "The brokers' size."
  type        = string
  default     = "kafka.t3.small"
}

variable "largest_fleet" {
  description = "The most workers there will ever be, as the ScaledObject has it (maxReplicaCount): with classic, the lines of jobs need as many partitions."
  type        = number
  default     = 4

  validation {
    condition     = var.largest_fleet >= 1 && floor(var.largest_fleet) == var.largest_fleet
    error_message = "largest_fleet must be a whole number, 1 or more."
  }
}

variable "bucket_name" {
  description = "The bucket of pictures, keys and tenants; no other in the world may have its name."
  type        = string
}

variable "result_days" {
  description = "How long a job's objects are kept."
  type        = number
  default     = 14
}

variable "force_destroy_bucket" {
  description = "Whether terraform destroy may take the bucket with all that is in it."
  type        = bool
  default     = false
}

variable "image_repositories" {
  description = "The images that have a repository in ECR; empty where another environment of this account and region has made them."
  type        = set(string)
  default     = ["sailplane/api", "sailplane/worker-cuda"]
}

variable "operator_principal_arns" {
  description = "IAM roles or users that may take the operator's role."
  type        = set(string)
  default     = []
}

variable "load_balancer_controller_policy_file" {
  description = "A file with the policy that the AWS Load Balancer Controller publishes; null makes no role for it."
  type        = string
  default     = null

  validation {
    condition     = var.load_balancer_controller_policy_file == null || can(file(var.load_balancer_controller_policy_file))
    error_message = "load_balancer_controller_policy_file is not there."
  }
}

variable "monthly_budget" {
  description = "US dollars a month. Mail is sent at 80 % and 100 % of it, and when it is foreseen to be exceeded."
  type        = number
  default     = 600

  validation {
    condition     = var.monthly_budget > 0
    error_message = "monthly_budget must be more than nothing."
  }
}

variable "budget_emails" {
  description = "Who is told."
  type        = set(string)

  validation {
    condition     = length(var.budget_emails) > 0 && length(var.budget_emails) <= 10 && alltrue([for address in var.budget_emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", address))])
    error_message = "budget_emails must be 1 to 10 addresses."
  }
}

variable "budget_tag" {
  description = "A tag, as in user:project$sailplane, whose costs alone count; null for the whole account. Nodes of Karpenter have the tags of the NodeClass only."
  type        = string
  default     = null
}
