mock_provider "aws" {}

run "api_and_worker_have_a_repository_each" {
  command = plan

  assert {
    condition     = toset([for repository in aws_ecr_repository.this : repository.name]) == toset(["sailplane/api", "sailplane/worker-cuda"])
    error_message = "The overlay's images need repositories of their names."
  }

  assert {
    condition     = toset(keys(output.repository_urls)) == toset(["sailplane/api", "sailplane/worker-cuda"])
    error_message = "Every repository's address must be told."
  }
}

run "images_are_fixed_scanned_and_encrypted" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE"])
    error_message = "A tag must stay with its image."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_scanning_configuration[0].scan_on_push])
    error_message = "Images must be scanned when they come."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "KMS"])
    error_message = "Images must be encrypted by KMS."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.force_delete != true])
    error_message = "No repository may be destroyed with images in it."
  }
}

run "images_without_a_tag_go_and_no_others" {
  command = plan

  variables {
    untagged_days = 3
  }

  assert {
    condition = toset([for policy in aws_ecr_lifecycle_policy.this : policy.repository]) == toset(["sailplane/api", "sailplane/worker-cuda"]) && alltrue([
      for policy in aws_ecr_lifecycle_policy.this : [for rule in jsondecode(policy.policy).rules : "${rule.action.type} ${rule.selection.tagStatus} ${rule.selection.countNumber} ${rule.selection.countUnit}"] == ["expire untagged 3 days"]
    ])
    error_message = "In each repository images without a tag must expire, and nothing else."
  }
}

run "an_image_of_your_own_has_its_repository" {
  command = plan

  variables {
    repositories = ["sailplane/worker-glide"]
  }

  assert {
    condition     = keys(aws_ecr_repository.this) == ["sailplane/worker-glide"]
    error_message = "The repositories must be those that were named."
  }
}

run "another_environment_may_have_made_them" {
  command = plan

  variables {
    repositories = []
  }

  assert {
    condition     = length(aws_ecr_repository.this) == 0 && length(aws_ecr_lifecycle_policy.this) == 0
    error_message = "Nothing was asked for."
  }
}

run "refuses_an_address_for_a_name" {
  command = plan

  variables {
    repositories = ["111122223333.dkr.ecr.eu-central-1.amazonaws.com/sailplane/api:0.1.0"]
  }

  expect_failures = [var.repositories]
}

run "refuses_capitals" {
  command = plan

  variables {
    repositories = ["Sailplane/api"]
  }

  expect_failures = [var.repositories]
}

run "refuses_no_time_at_all" {
  command = plan

  variables {
    untagged_days = 0
  }

  expect_failures = [var.untagged_days]
}
