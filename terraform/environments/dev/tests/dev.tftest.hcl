mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  bucket_name          = "example-sailplane-dev"
  admin_principal_arns = ["arn:aws:iam::111122223333:role/admins"]
  budget_emails        = ["costs@example.com"]
}

run "is_what_the_overlay_expects" {
  command = plan

  assert {
    condition = {
      region                   = output.region
      cluster_name             = output.cluster_name
      karpenter_node_role_name = output.karpenter_node_role_name
      vpc_cidr                 = output.vpc_cidr
      bucket_name              = output.bucket_name
      queue_protocol           = output.queue_protocol
      job_partitions           = output.job_partitions
      interruption_queue_name  = output.interruption_queue_name
      } == {
      region                   = "us-east-1"
      cluster_name             = "sailplane-dev"
      karpenter_node_role_name = "sailplane-dev-karpenter-node"
      vpc_cidr                 = "10.0.0.0/16"
      bucket_name              = "example-sailplane-dev"
      queue_protocol           = "classic"
      job_partitions           = 4
      interruption_queue_name  = "sailplane-dev-interruptions"
    }
    error_message = "The overlay would be told something else."
  }

  assert {
    condition     = toset(keys(output.image_repositories)) == toset(["sailplane/api", "sailplane/worker-cuda"])
    error_message = "The overlay's two images must have a repository each."
  }
}

run "is_cheap" {
  command = plan

  assert {
    condition     = length(module.network.private_subnet_ids) == 2 && length(module.network.broker_subnet_ids) == 2
    error_message = "Two zones."
  }

  assert {
    condition     = aws_budgets_budget.monthly.limit_amount == "600" && length(aws_budgets_budget.monthly.notification) == 3 && length(aws_budgets_budget.monthly.cost_filter) == 0
    error_message = "Somebody must be told when it is not, GPU nodes included."
  }
}

run "kafka_4_2_shares" {
  command = plan

  variables {
    kafka_version = "4.2.x.kraft"
    largest_fleet = 12
  }

  assert {
    condition     = output.queue_protocol == "share" && output.job_partitions == 1
    error_message = "A shared line needs no more than one partition, however large the fleet."
  }
}

run "classic_has_a_partition_for_each_worker" {
  command = plan

  variables {
    largest_fleet = 12
  }

  assert {
    condition     = output.queue_protocol == "classic" && output.job_partitions == 12
    error_message = "A worker without a partition is idle."
  }
}

run "an_account_has_its_repositories_once" {
  command = plan

  variables {
    image_repositories = []
  }

  assert {
    condition     = length(output.image_repositories) == 0
    error_message = "The repositories of another environment must not be made again."
  }
}

run "a_tag_narrows_the_budget" {
  command = plan

  variables {
    budget_tag = "user:project$sailplane"
  }

  assert {
    condition     = one(aws_budgets_budget.monthly.cost_filter).values == tolist(["user:project$sailplane"])
    error_message = "The budget must count the tag's costs."
  }
}

run "refuses_zones_of_another_region" {
  command = plan

  variables {
    region = "eu-central-1"
  }

  expect_failures = [var.availability_zones]
}

run "refuses_a_budget_that_nobody_hears_of" {
  command = plan

  variables {
    budget_emails = []
  }

  expect_failures = [var.budget_emails]
}
