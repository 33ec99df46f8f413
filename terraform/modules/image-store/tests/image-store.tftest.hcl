mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  name        = "sailplane-test"
  bucket_name = "sailplane-test-pictures"
}

run "results_uploads_and_idempotency_expire" {
  command = plan

  variables {
    result_days      = 60
    upload_days      = 3
    idempotency_days = 2
  }

  assert {
    condition = {
      for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.filter[0].prefix => rule.expiration[0].days if length(rule.expiration) > 0
    } == { "jobs/" = 60, "uploads/" = 3, "idempotency/" = 2 }
    error_message = "These three prefixes expire, and nothing else does."
  }
}

run "keys_and_tenants_never_expire" {
  command = plan

  # A rule reaches access/keys/K.json when its prefix is a beginning of that; one below access/ would begin with access/.
  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_lifecycle_configuration.this.rule :
      length(rule.expiration) == 0 || !(startswith("access/keys/K.json", rule.filter[0].prefix) || startswith(rule.filter[0].prefix, "access"))
    ])
    error_message = "A rule would expire API keys or tenants."
  }

  assert {
    condition     = alltrue([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : length(rule.transition) == 0 && length(rule.noncurrent_version_expiration) == 0])
    error_message = "Nothing is to be moved elsewhere."
  }

  assert {
    condition     = length([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule if length(rule.abort_incomplete_multipart_upload) > 0]) == 1
    error_message = "Uploads that were never finished must be cleared away."
  }
}

run "nothing_is_public_and_all_is_encrypted" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Public access must be blocked in all four ways."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "ACLs must be off."
  }

  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule :
      rule.bucket_key_enabled && rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
    ]) && aws_kms_key.this.enable_key_rotation
    error_message = "Objects must be encrypted by a key that rotates, through a bucket key."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"] == "false", false) && contains(statement.Resource, "arn:aws:s3:::sailplane-test-pictures/*")
    ])
    error_message = "Plain HTTP must be denied."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Effect == "Deny"])
    error_message = "The bucket's policy only takes away; roles give."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Disabled" && !aws_s3_bucket.this.force_destroy
    error_message = "No versions, and no bucket destroyed with what is in it, unless told so."
  }

  assert {
    condition     = length(aws_s3_bucket_logging.this) == 0
    error_message = "Access logs must be asked for."
  }
}

run "access_logs_go_where_they_are_told" {
  command = plan

  variables {
    access_log_bucket = "logs-of-the-company"
  }

  assert {
    condition     = aws_s3_bucket_logging.this[0].target_bucket == "logs-of-the-company"
    error_message = "Access logs were asked for."
  }
}

run "refuses_results_shorter_than_kafka_remembers" {
  command = plan

  variables {
    result_days = 3
  }

  expect_failures = [var.result_days]
}

run "refuses_no_time_at_all" {
  command = plan

  variables {
    upload_days            = 0
    idempotency_days       = 0
    incomplete_upload_days = 0.5
  }

  expect_failures = [var.upload_days, var.idempotency_days, var.incomplete_upload_days]
}

run "refuses_dots_in_the_name" {
  command = plan

  variables {
    bucket_name = "pictures.example.com"
  }

  expect_failures = [var.bucket_name]
}
