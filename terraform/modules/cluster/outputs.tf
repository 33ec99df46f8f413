output "name" {
  description = "The cluster's name."
  value       = aws_eks_cluster.this.name
}

output "arn" {
  description = "The cluster's ARN."
  value       = aws_eks_cluster.this.arn
}

output "endpoint" {
  description = "The API server's address."
  value       = aws_eks_cluster.this.endpoint
}

output "kubernetes_version" {
  description = "The version that runs."
  value       = aws_eks_cluster.this.version
}

output "security_group_id" {
  description = "The group that EKS makes: control plane and system nodes, and among them everything is allowed."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "kms_key_arn" {
  description = "The key of the secrets."
  value       = aws_kms_key.secrets.arn
}
