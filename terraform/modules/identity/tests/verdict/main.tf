# A judge for tests: which requests a policy allows. Knows what Sailplane's policies use: Allow, wildcards, s3:prefix.

variable "policy" {
  description = "The policy, as JSON."
  type        = string
}

variable "requests" {
  description = "What is asked, by name; a prefix where a bucket is listed, and none where it is listed without."
  type = map(object({
    action   = string
    resource = string
    prefix   = optional(string)
  }))
}

locals {
  statements = [
    for statement in jsondecode(var.policy).Statement : {
      actions   = [for pattern in flatten([statement.Action]) : "^${replace(replace(pattern, ".", "\\."), "*", ".*")}$"]
      resources = [for pattern in flatten([statement.Resource]) : "^${replace(replace(pattern, ".", "\\."), "*", ".*")}$"]
      # A statement that has no such condition fits every prefix.
      prefixes = [
        for pattern in try(flatten([statement.Condition.StringLike["s3:prefix"]]), ["*"]) : "^${replace(replace(pattern, ".", "\\."), "*", ".*")}$"
      ]
      any_prefix = !can(statement.Condition.StringLike["s3:prefix"])
    } if statement.Effect == "Allow"
  ]
}

output "allowed" {
  description = "The names of the requests that the policy allows."
  value = toset([
    for name, request in var.requests : name if anytrue([
      for statement in local.statements : alltrue([
        anytrue([for pattern in statement.actions : can(regex(pattern, request.action))]),
        anytrue([for pattern in statement.resources : can(regex(pattern, request.resource))]),
        statement.any_prefix || anytrue([for pattern in statement.prefixes : can(regex(pattern, request.prefix))]),
      ])
    ])
  ])
}
