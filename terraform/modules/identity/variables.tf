variable "name" {
  description = "What the roles' names start with."
  type        = string
}

variable "cluster_name" {
  description = "The cluster whose service accounts get roles."
  type        = string
}

variable "cluster_arn" {
  description = "Its ARN."
  type        = string
}

variable "bucket_arn" {
  description = "The bucket."
  type        = string
}

variable "bucket_kms_key_arn" {
  description = "The key of its objects."
  type        = string
}

variable "kafka_cluster_arn" {
  description = "The MSK cluster; ARNs of topics and groups follow from it."
  type        = string
}

variable "namespace" {
  description = "The namespace of API and worker."
  type        = string
  default     = "sailplane"
}

variable "operator_service_account" {
  description = "From where topics are made, inside the VPC: a service account that an operator makes for a pod with Kafka's tools, not in the services' namespace."
  type = object({
    namespace = optional(string, "sailplane-operations")
    name      = optional(string, "operator")
  })
  default = {}

  validation {
    condition     = var.operator_service_account.namespace != var.namespace
    error_message = "The operator's service account must not lie beside the services: who may start pods there would be an operator."
  }
}

variable "operator_principal_arns" {
  description = "IAM roles or users that may take the operator's role, as to make API keys."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.operator_principal_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/", arn))])
    error_message = "operator_principal_arns must be ARNs of IAM roles or users."
  }
}

variable "load_balancer_controller_policy" {
  description = "The policy that the AWS Load Balancer Controller publishes with each version, as JSON; null makes no role for it."
  type        = string
  default     = null

  validation {
    condition     = var.load_balancer_controller_policy == null || can(jsondecode(var.load_balancer_controller_policy).Statement)
    error_message = "load_balancer_controller_policy must be a policy in JSON."
  }
}
