# Applied against the mock, as ARNs in the policies are known only then.
mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/mock" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:eu-central-1:111122223333:mock"
      url = "https://sqs.eu-central-1.amazonaws.com/111122223333/mock"
    }
  }

  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:111122223333:rule/mock" }
  }
}

variables {
  name                      = "sailplane-test"
  cluster_name              = "sailplane-test"
  cluster_arn               = "arn:aws:eks:eu-central-1:111122223333:cluster/sailplane-test"
  cluster_security_group_id = "sg-cluster"
  vpc_id                    = "vpc-1"
  vpc_cidr                  = "10.0.0.0/16"
}

run "all_notices_reach_the_queue" {
  assert {
    condition     = length(aws_cloudwatch_event_rule.notice) == 4 && alltrue([for target in aws_cloudwatch_event_target.notice : target.arn == aws_sqs_queue.interruptions.arn])
    error_message = "Spot, rebalance, state and health must lead to the queue."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.notice["spot-interruption"].event_pattern) == { source = ["aws.ec2"], detail-type = ["EC2 Spot Instance Interruption Warning"] }
    error_message = "Spot notices are not recognized."
  }

  assert {
    condition     = aws_sqs_queue.interruptions.sqs_managed_sse_enabled
    error_message = "The queue must be encrypted."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.interruptions.policy).Statement :
      statement.Principal == { Service = "events.amazonaws.com" } && length(statement.Condition.ArnEquals["aws:SourceArn"]) == 4 if statement.Effect == "Allow"
    ])
    error_message = "Nobody but these rules may write to the queue."
  }
}

run "karpenter_touches_what_is_its_own" {
  # Everything that makes, changes or ends something has a condition or names one resource.
  assert {
    condition = alltrue([
      for statement in jsondecode(output.controller_policy).Statement :
      contains(keys(statement), "Condition") || statement.Resource != "*" || contains(["SeePrices", "ListInstanceProfiles"], statement.Sid)
    ])
    error_message = "A statement reaches everything without a condition."
  }

  assert {
    condition = [
      for statement in jsondecode(output.controller_policy).Statement : statement.Sid if contains(flatten([statement.Resource]), "*")
    ] == ["SeeWhatThereIs", "SeePrices", "ListInstanceProfiles"]
    error_message = "Only reads that know no resource may name all."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(output.controller_policy).Statement : alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*")])
    ])
    error_message = "Every action must be named."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(output.controller_policy).Statement :
      try(statement.Condition.StringEquals["aws:ResourceTag/kubernetes.io/cluster/sailplane-test"] == "owned", false) if contains(flatten([statement.Action]), "ec2:TerminateInstances")
    ])
    error_message = "Karpenter must end this cluster's machines alone."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(output.controller_policy).Statement : statement.Resource == aws_iam_role.node.arn if contains(flatten([statement.Action]), "iam:PassRole")
    ])
    error_message = "Karpenter must pass no role but the nodes'."
  }

  # IAM's limit for the policies inside a role.
  assert {
    condition     = length(output.controller_policy) <= 10240
    error_message = "The policy is too long for a role."
  }
}

run "nodes_join_and_are_found" {
  assert {
    condition     = aws_eks_access_entry.node.type == "EC2_LINUX" && output.node_role_name == "sailplane-test-karpenter-node"
    error_message = "The nodes' role must be let into the cluster."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.node["AmazonEC2ContainerRegistryPullOnly"].policy_arn == "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
    error_message = "GPU nodes must pull the worker's image."
  }

  assert {
    condition     = aws_security_group.nodes.tags["karpenter.sh/discovery"] == "sailplane-test"
    error_message = "The NodeClass does not find the security group."
  }

  assert {
    condition     = aws_eks_pod_identity_association.controller.namespace == "kube-system" && aws_eks_pod_identity_association.controller.service_account == "karpenter"
    error_message = "The role must be bound to Karpenter's service account."
  }
}

run "nothing_comes_in_but_from_the_cluster" {
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.from_cluster : rule.referenced_security_group_id == "sg-cluster" && rule.cidr_ipv4 == null])
    error_message = "GPU nodes must be reached from the cluster alone."
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_egress_rule.outward : "${rule.cidr_ipv4} ${rule.from_port}"]) == toset(["0.0.0.0/0 443", "10.0.0.0/16 9098"])
    error_message = "Outward: HTTPS, and Kafka in the VPC."
  }
}

run "refuses_a_name_that_no_role_can_have" {
  command = plan

  variables {
    name = "Sailplane"
  }

  expect_failures = [var.name]
}

run "refuses_a_name_too_long_for_its_roles" {
  command = plan

  variables {
    name = "sailplane-of-the-department-of-pictures"
  }

  expect_failures = [var.name]
}

run "refuses_a_cluster_by_its_arn" {
  command = plan

  variables {
    cluster_name = "arn:aws:eks:eu-central-1:111122223333:cluster/sailplane-test"
  }

  expect_failures = [var.cluster_name]
}

run "refuses_the_arn_of_another_cluster" {
  command = plan

  variables {
    cluster_arn = "arn:aws:eks:eu-central-1:111122223333:cluster/other"
  }

  expect_failures = [var.cluster_arn]
}

run "refuses_the_arn_of_something_else" {
  command = plan

  variables {
    cluster_arn = "arn:aws:kafka:eu-central-1:111122223333:cluster/sailplane-test"
  }

  expect_failures = [var.cluster_arn]
}

run "refuses_a_security_group_by_its_name" {
  command = plan

  variables {
    cluster_security_group_id = "eks-cluster-sg-sailplane-test"
  }

  expect_failures = [var.cluster_security_group_id]
}

run "refuses_a_vpc_by_its_name" {
  command = plan

  variables {
    vpc_id = "sailplane-test"
  }

  expect_failures = [var.vpc_id]
}

run "refuses_kafka_towards_the_whole_internet" {
  command = plan

  variables {
    vpc_cidr = "0.0.0.0/0"
  }

  expect_failures = [var.vpc_cidr]
}

run "refuses_an_address_for_a_range" {
  command = plan

  variables {
    vpc_cidr = "10.0.0.0"
  }

  expect_failures = [var.vpc_cidr]
}

run "refuses_a_range_of_ipv6" {
  command = plan

  variables {
    vpc_cidr = "fd00::/56"
  }

  expect_failures = [var.vpc_cidr]
}

run "refuses_every_service_account" {
  command = plan

  variables {
    karpenter_service_account = { name = "*" }
  }

  expect_failures = [var.karpenter_service_account]
}

run "refuses_a_namespace_in_the_name" {
  command = plan

  variables {
    karpenter_service_account = { name = "kube-system/karpenter" }
  }

  expect_failures = [var.karpenter_service_account]
}
