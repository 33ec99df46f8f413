variable "name" {
  description = "What the resources' names start with."
  type        = string
}

variable "cluster_name" {
  description = "The cluster whose Karpenter finds its subnets here."
  type        = string
}

variable "vpc_cidr" {
  description = "The VPC's addresses. Pods have addresses of their own from the private subnets."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && try(contains(range(16, 19), tonumber(split("/", var.vpc_cidr)[1])), false)
    error_message = "vpc_cidr must be a range of 16 to 18 bits: a smaller one leaves load balancers too few addresses."
  }
}

variable "availability_zones" {
  description = "The zones to use, by name. Asked for, not looked up: a zone that AWS opens must not change a plan."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 4 && length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "availability_zones must be 2 to 4 different zones: EKS needs two, the address plan has room for four."
  }
}

variable "nat_gateway_per_zone" {
  description = "A NAT gateway in each zone rather than one for all: the loss of a zone then cuts no other off."
  type        = bool
  default     = false
}

variable "interface_endpoints" {
  description = "AWS services that are reached without the NAT gateway, by their short names. Each costs by the hour and zone; see the README."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.interface_endpoints, ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "kms", "logs", "sqs", "ssm", "sts"])) == 0
    error_message = "interface_endpoints may hold ec2, ecr.api, ecr.dkr, eks, eks-auth, kms, logs, sqs, ssm and sts."
  }
}

variable "flow_log_days" {
  description = "How long flow logs are kept; 0 writes none."
  type        = number
  default     = 0

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 180, 365], var.flow_log_days)
    error_message = "flow_log_days must be 0 or a time that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 180 or 365."
  }
}
