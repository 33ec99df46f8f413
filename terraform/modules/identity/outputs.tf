output "role_arns" {
  description = "The roles of api, worker and operator."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
}

output "policies" {
  description = "What each of them may do, as JSON."
  value       = local.policies
}

output "load_balancer_controller_role_arn" {
  description = "The AWS Load Balancer Controller's role; null when no policy was handed in."
  value       = one(aws_iam_role.load_balancer_controller[*].arn)
}
