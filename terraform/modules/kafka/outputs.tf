output "cluster_arn" {
  description = "The cluster; ARNs of its topics and groups follow from it."
  value       = aws_msk_cluster.this.arn
}

output "bootstrap_brokers" {
  description = "Where clients that sign with IAM begin: KAFKA_BOOTSTRAP_SERVERS."
  value       = aws_msk_cluster.this.bootstrap_brokers_sasl_iam
}

output "queue_protocol" {
  description = "share or classic: SAILPLANE_WORKER_QUEUE_PROTOCOL, and what the topics are made for."
  value       = local.queue_protocol
}

output "server_properties" {
  description = "The brokers' settings."
  value       = local.server_properties
}

output "security_group_id" {
  description = "The brokers' security group."
  value       = aws_security_group.brokers.id
}

output "kms_key_arn" {
  description = "The key of the disks."
  value       = aws_kms_key.this.arn
}
