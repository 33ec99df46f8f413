# What infra/kubernetes/overlays/eks is told.

output "region" {
  description = "S3_REGION in backbone.env."
  value       = var.region
}

output "cluster_name" {
  description = "CLUSTER_NAME in cluster.env; also Karpenter's settings.clusterName and the load balancer controller's clusterName."
  value       = module.cluster.name
}

output "karpenter_node_role_name" {
  description = "NODE_ROLE in cluster.env."
  value       = module.gpu_fleet.node_role_name
}

output "vpc_cidr" {
  description = "VPC_CIDR in cluster.env."
  value       = module.network.vpc_cidr
}

output "bootstrap_brokers" {
  description = "KAFKA_BOOTSTRAP_SERVERS in backbone.env."
  value       = module.kafka.bootstrap_brokers
}

output "bucket_name" {
  description = "S3_BUCKET in backbone.env."
  value       = module.image_store.bucket_name
}

output "queue_protocol" {
  description = "SAILPLANE_WORKER_QUEUE_PROTOCOL in worker.env; the third argument of topics.sh."
  value       = module.kafka.queue_protocol
}

output "job_partitions" {
  description = "Partitions of sailplane.jobs and of sailplane.jobs-batch, one with share and largest_fleet with classic; the fourth argument of topics.sh."
  value       = module.kafka.queue_protocol == "share" ? 1 : var.largest_fleet
}

output "image_repositories" {
  description = "Where each image is pushed to, by its name: newName in kustomization.yaml."
  value       = module.registry.repository_urls
}

# What the charts in the cluster are told.

output "interruption_queue_name" {
  description = "Karpenter's settings.interruptionQueue."
  value       = module.gpu_fleet.interruption_queue_name
}

output "vpc_id" {
  description = "The load balancer controller's vpcId: it cannot ask the metadata."
  value       = module.network.vpc_id
}

# For people, and for whoever builds further.

output "cluster_endpoint" {
  description = "The API server."
  value       = module.cluster.endpoint
}

output "api_role_arn" {
  description = "The role of the service account sailplane/sailplane-api, bound by Pod Identity."
  value       = module.identity.role_arns["api"]
}

output "worker_role_arn" {
  description = "The role of the service account sailplane/sailplane-worker, bound by Pod Identity."
  value       = module.identity.role_arns["worker"]
}

output "operator_role_arn" {
  description = "Makes topics, from the service account sailplane-operations/operator, and keys and tenants."
  value       = module.identity.role_arns["operator"]
}

output "karpenter_role_arn" {
  description = "The role of the service account kube-system/karpenter, bound by Pod Identity."
  value       = module.gpu_fleet.controller_role_arn
}

output "load_balancer_controller_role_arn" {
  description = "The role of the service account kube-system/aws-load-balancer-controller, bound by Pod Identity; null without its policy."
  value       = module.identity.load_balancer_controller_role_arn
}

output "kafka_cluster_arn" {
  description = "The MSK cluster."
  value       = module.kafka.cluster_arn
}

output "gpu_security_group_id" {
  description = "The GPU nodes' group; the NodeClass finds it by karpenter.sh/discovery."
  value       = module.gpu_fleet.security_group_id
}

output "private_subnet_ids" {
  description = "Where nodes run; the NodeClass finds them by karpenter.sh/discovery."
  value       = module.network.private_subnet_ids
}

output "kms_key_arns" {
  description = "The keys of the cluster's secrets, Kafka's disks, and the bucket's objects."
  value = {
    cluster     = module.cluster.kms_key_arn
    kafka       = module.kafka.kms_key_arn
    image_store = module.image_store.kms_key_arn
  }
}
