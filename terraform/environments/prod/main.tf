# Three zones, each with a NAT gateway and a broker: the loss of a zone stops nothing. What a GPU node needs to begin (its image,
# its credentials) does not go through NAT.
locals {
  name = "sailplane-prod"

  tags = {
    project     = "sailplane"
    environment = "prod"
    managed-by  = "terraform"
  }
}

module "network" {
  source = "../../modules/network"

  name               = local.name
  cluster_name       = local.name
  vpc_cidr           = var.vpc_cidr
  availability_zones = var.availability_zones

  nat_gateway_per_zone = true
  interface_endpoints  = ["ecr.api", "ecr.dkr", "eks-auth"]
  flow_log_days        = 14
}

module "cluster" {
  source = "../../modules/cluster"

  name                 = local.name
  kubernetes_version   = var.kubernetes_version
  subnet_ids           = module.network.private_subnet_ids
  admin_principal_arns = var.admin_principal_arns
  public_access_cidrs  = var.public_access_cidrs
  system_nodes         = { instance_types = var.system_instance_types, minimum = 3, maximum = 6 }
  log_days             = 90
  tags                 = local.tags
}

module "gpu_fleet" {
  source = "../../modules/gpu-fleet"

  name                      = local.name
  cluster_name              = module.cluster.name
  cluster_arn               = module.cluster.arn
  cluster_security_group_id = module.cluster.security_group_id
  vpc_id                    = module.network.vpc_id
  vpc_cidr                  = module.network.vpc_cidr
}

module "kafka" {
  source = "../../modules/kafka"

  name                      = local.name
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.broker_subnet_ids
  client_security_group_ids = { cluster = module.cluster.security_group_id, gpu-nodes = module.gpu_fleet.security_group_id }
  kafka_version             = var.kafka_version
  queue_protocol            = var.queue_protocol
  instance_type             = var.kafka_instance_type
  storage_gib               = { initial = 100, maximum = 1000 }
  log_days                  = 30
}

module "image_store" {
  source = "../../modules/image-store"

  name          = local.name
  bucket_name   = var.bucket_name
  result_days   = var.result_days
  force_destroy = var.force_destroy_bucket
}

module "registry" {
  source = "../../modules/registry"

  repositories = var.image_repositories
}

module "identity" {
  source = "../../modules/identity"

  name                            = local.name
  cluster_name                    = module.cluster.name
  cluster_arn                     = module.cluster.arn
  bucket_arn                      = module.image_store.bucket_arn
  bucket_kms_key_arn              = module.image_store.kms_key_arn
  kafka_cluster_arn               = module.kafka.cluster_arn
  operator_principal_arns         = var.operator_principal_arns
  load_balancer_controller_policy = var.load_balancer_controller_policy_file == null ? null : file(var.load_balancer_controller_policy_file)
}
