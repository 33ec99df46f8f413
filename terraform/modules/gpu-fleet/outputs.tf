output "node_role_name" {
  description = "The NodeClass's role."
  value       = aws_iam_role.node.name
}

output "interruption_queue_name" {
  description = "Karpenter's settings.interruptionQueue."
  value       = aws_sqs_queue.interruptions.name
}

output "security_group_id" {
  description = "The nodes' group, which brokers let in; the NodeClass finds it by karpenter.sh/discovery."
  value       = aws_security_group.nodes.id
}

output "controller_role_arn" {
  description = "Karpenter's role, bound to its service account."
  value       = aws_iam_role.controller.arn
}

output "controller_policy" {
  description = "What it may do."
  value       = local.controller_policy
}
