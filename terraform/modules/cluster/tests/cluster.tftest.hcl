mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  name                 = "sailplane-test"
  subnet_ids           = ["subnet-1", "subnet-2"]
  admin_principal_arns = ["arn:aws:iam::111122223333:role/admins"]
}

run "private_unless_told_otherwise" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "The API server must be private by default."
  }

  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Access must be by entries alone."
  }

  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].resources == toset(["secrets"]) && aws_kms_key.secrets.enable_key_rotation
    error_message = "Secrets must be encrypted with a key that rotates."
  }

  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5 && aws_cloudwatch_log_group.control_plane.retention_in_days == 30
    error_message = "All of the control plane's logs must be kept, and not for ever."
  }
}

run "pods_cannot_reach_the_metadata" {
  command = plan

  assert {
    condition     = aws_launch_template.system.metadata_options[0].http_tokens == "required" && aws_launch_template.system.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "System nodes must have IMDSv2 with one hop."
  }

  assert {
    condition     = tobool(aws_launch_template.system.block_device_mappings[0].ebs[0].encrypted)
    error_message = "Disks must be encrypted."
  }
}

run "policies_are_enforced_and_credentials_given" {
  command = plan

  assert {
    condition     = jsondecode(aws_eks_addon.node["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "Without enableNetworkPolicy the manifests' policies are ink."
  }

  assert {
    condition     = toset(concat(keys(aws_eks_addon.node), keys(aws_eks_addon.cluster))) == toset(["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "metrics-server"])
    error_message = "An add-on is missing."
  }

  assert {
    condition     = aws_eks_node_group.system.ami_type == "AL2023_x86_64_STANDARD"
    error_message = "The images are x86_64."
  }
}

run "system_nodes_pull_images" {
  command = plan

  assert {
    condition     = aws_iam_role_policy_attachment.node["AmazonEC2ContainerRegistryPullOnly"].policy_arn == "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
    error_message = "System nodes must pull the API's image."
  }
}

run "opens_to_the_ranges_it_is_told" {
  command = plan

  variables {
    public_access_cidrs = ["198.51.100.0/24"]
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access && aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["198.51.100.0/24"])
    error_message = "The range must be let in, and no other."
  }
}

run "refuses_the_whole_internet" {
  command = plan

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_access_cidrs]
}

run "refuses_graviton" {
  command = plan

  variables {
    system_nodes = { instance_types = ["m7g.large"] }
  }

  expect_failures = [var.system_nodes]
}

run "knows_graviton_by_its_name" {
  command = plan

  variables {
    system_nodes = { instance_types = ["g5.xlarge", "m7i-flex.large", "t3a.large", "m6i.large"] }
  }
}

run "refuses_an_old_version" {
  command = plan

  variables {
    kubernetes_version = "1.31"
  }

  expect_failures = [var.kubernetes_version]
}

run "refuses_a_cluster_that_nobody_enters" {
  command = plan

  variables {
    admin_principal_arns = []
  }

  expect_failures = [var.admin_principal_arns]
}

run "refuses_a_single_node" {
  command = plan

  variables {
    system_nodes = { minimum = 1 }
  }

  expect_failures = [var.system_nodes]
}
