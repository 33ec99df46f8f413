mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
}

variables {
  name               = "sailplane-test"
  cluster_name       = "sailplane-test"
  cluster_arn        = "arn:aws:eks:eu-central-1:111122223333:cluster/sailplane-test"
  bucket_arn         = "arn:aws:s3:::pictures"
  bucket_kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/0000"
  kafka_cluster_arn  = "arn:aws:kafka:eu-central-1:111122223333:cluster/sailplane-test/uuid"
}

run "policies" {
  command = plan

  # The judge in tests/verdict knows these words and no others.
  assert {
    condition = alltrue(flatten([
      for policy in values(output.policies) : [
        for statement in jsondecode(policy).Statement : statement.Effect == "Allow" && length(setsubtract(keys(statement), ["Sid", "Effect", "Action", "Resource", "Condition"])) == 0
      ]
    ]))
    error_message = "A statement says something that the tests do not understand."
  }

  assert {
    condition = alltrue(flatten([
      for policy in values(output.policies) : [
        for statement in jsondecode(policy).Statement : [for action in flatten([statement.Action]) : !strcontains(action, "*")]
      ]
    ]))
    error_message = "Every action must be named in full."
  }

  # Here, no exception is needed.
  assert {
    condition = alltrue(flatten([
      for policy in values(output.policies) : [
        for statement in jsondecode(policy).Statement : [
          for resource in flatten([statement.Resource]) : resource != "*" && !endswith(resource, ":*") && resource != "${var.bucket_arn}/*" && resource != "${var.bucket_arn}*"
        ]
      ]
    ]))
    error_message = "No statement may name everything."
  }

  assert {
    condition = alltrue(flatten([
      for policy in values(output.policies) : [
        for statement in jsondecode(policy).Statement : can(statement.Condition.StringLike["s3:prefix"]) && length(try(statement.Condition.StringLike["s3:prefix"], [])) > 0
        if contains(flatten([statement.Action]), "s3:ListBucket")
      ]
    ]))
    error_message = "Listing must be bound to prefixes."
  }

  assert {
    condition = alltrue(flatten([
      for policy in values(output.policies) : [
        for statement in jsondecode(policy).Statement : statement.Resource == var.bucket_kms_key_arn && statement.Condition.StringEquals == {
          "kms:ViaService"                   = "s3.eu-central-1.amazonaws.com"
          "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::pictures"
        } if anytrue([for action in flatten([statement.Action]) : startswith(action, "kms:")])
      ]
    ]))
    error_message = "The key must serve the bucket's objects alone."
  }

  # IAM's limit for the policies inside a role.
  assert {
    condition     = alltrue([for policy in values(output.policies) : length(policy) <= 10240])
    error_message = "A policy is too long for a role."
  }
}

run "roles_belong_to_one_service_account_each" {
  command = plan

  assert {
    condition = {
      for name, role in aws_iam_role.this : name => jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:RequestTag/kubernetes-service-account"]
    } == { api = "sailplane-api", worker = "sailplane-worker", operator = "operator" }
    error_message = "Each role must be given to its service account."
  }

  assert {
    condition = alltrue([
      for role in aws_iam_role.this : length(jsondecode(role.assume_role_policy).Statement) == 1 && jsondecode(role.assume_role_policy).Statement[0].Principal == { Service = "pods.eks.amazonaws.com" }
      && jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:RequestTag/eks-cluster-arn"] == var.cluster_arn
    ])
    error_message = "Nobody but pods of this cluster may have a role."
  }

  assert {
    condition = {
      for name, association in aws_eks_pod_identity_association.this : name => "${association.namespace}/${association.service_account}"
    } == { api = "sailplane/sailplane-api", worker = "sailplane/sailplane-worker", operator = "sailplane-operations/operator" }
    error_message = "The manifests' service accounts must have the roles."
  }

  assert {
    condition     = length(aws_iam_role.load_balancer_controller) == 0
    error_message = "Without a policy there is no role for it."
  }
}

run "people_may_be_operators_and_nothing_else" {
  command = plan

  variables {
    operator_principal_arns = ["arn:aws:iam::111122223333:role/on-call"]
  }

  assert {
    condition = {
      for name, role in aws_iam_role.this : name => length(jsondecode(role.assume_role_policy).Statement)
    } == { api = 1, worker = 1, operator = 2 }
    error_message = "People must not get the services' roles."
  }
}

run "the_worker_does_its_work" {
  command = plan

  module {
    source = "./tests/verdict"
  }

  variables {
    policy = run.policies.policies["worker"]
    requests = {
      source             = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/input/image.png" }
      mask               = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/input/mask.png" }
      standing_picture   = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/output/0.png" }
      picture            = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/output/0.png" }
      forget_picture     = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/output/0.png" }
      preview            = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/preview/0.jpg" }
      forget_preview     = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/preview/0.jpg" }
      last_word          = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/manifest.json" }
      speak_last_word    = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/manifest.json" }
      checkpoint         = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/checkpoint" }
      save_checkpoint    = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/checkpoint" }
      forget_checkpoint  = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/checkpoint" }
      step               = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/steps/12" }
      keep_step          = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/steps/12" }
      no_checkpoint_yet  = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "jobs/J/checkpoint" }
      no_last_word_yet   = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "jobs/J/manifest.json" }
      connect            = { action = "kafka-cluster:Connect", resource = "arn:aws:kafka:eu-central-1:111122223333:cluster/sailplane-test/uuid" }
      take_job           = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
      take_batch_job     = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs-batch" }
      requeue            = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
      tell               = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.events" }
      put_aside          = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.dead-letters" }
      hear_cancellation  = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.cancellations" }
      join_share_group   = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-workers" }
      join_classic_group = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-workers-classic" }
      join_own_group     = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-worker-cancellations-0b6f" }
    }
  }

  assert {
    condition     = output.allowed == toset(keys(var.requests))
    error_message = "The worker may not: ${join(", ", setsubtract(keys(var.requests), output.allowed))}."
  }
}

run "the_worker_does_nothing_else" {
  command = plan

  module {
    source = "./tests/verdict"
  }

  variables {
    policy = run.policies.policies["worker"]
    requests = {
      list_all              = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures" }
      list_root             = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "" }
      list_jobs             = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "jobs/" }
      list_a_job            = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "jobs/J/" }
      list_access           = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "access/" }
      list_keys             = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "access/keys/" }
      key                   = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
      tenant                = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/access/tenants/T.json" }
      make_key              = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
      upload                = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/uploads/T/U" }
      idempotency           = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/idempotency/T/H.json" }
      write_source          = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/input/image.png" }
      delete_last_word      = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/manifest.json" }
      change_policy         = { action = "s3:PutBucketPolicy", resource = "arn:aws:s3:::pictures" }
      other_bucket          = { action = "s3:GetObject", resource = "arn:aws:s3:::others/jobs/J/input/image.png" }
      read_events           = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.events" }
      cancel                = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.cancellations" }
      read_deliveries       = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.webhook-deliveries" }
      join_webhooks         = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-webhooks" }
      make_topic            = { action = "kafka-cluster:CreateTopic", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
      topic_of_other_broker = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/other/uuid/sailplane.jobs" }
    }
  }

  assert {
    condition     = length(output.allowed) == 0
    error_message = "The worker may: ${join(", ", output.allowed)}."
  }
}

run "the_api_does_its_work" {
  command = plan

  module {
    source = "./tests/verdict"
  }

  variables {
    policy = run.policies.policies["api"]
    requests = {
      key                = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
      tenant             = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/access/tenants/T.json" }
      no_such_key        = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "access/keys/K.json" }
      no_such_tenant     = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "access/tenants/T.json" }
      last_word          = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/manifest.json" }
      no_last_word_yet   = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "jobs/J/manifest.json" }
      cancel             = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/manifest.json" }
      picture            = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/output/0.png" }
      preview            = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/preview/0.jpg" }
      keep_source        = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/input/image.png" }
      show_source        = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/input/image.png" }
      forget_source      = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/input/image.png" }
      redrive            = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/redrive.json" }
      redriven           = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/redrive.json" }
      forget_redrive     = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/redrive.json" }
      upload             = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/uploads/T/U" }
      uploaded           = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/uploads/T/U" }
      no_such_upload     = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "uploads/T/U" }
      note_request       = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/idempotency/T/H.json" }
      noted_request      = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/idempotency/T/H.json" }
      forget_request     = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/idempotency/T/H.json" }
      accept             = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
      accept_batch       = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs-batch" }
      once               = { action = "kafka-cluster:WriteDataIdempotently", resource = "arn:aws:kafka:eu-central-1:111122223333:cluster/sailplane-test/uuid" }
      view               = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.events" }
      deliver            = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.webhook-deliveries" }
      tell_cancellation  = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.cancellations" }
      join_webhooks      = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-webhooks" }
      join_own_view      = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-view-events-0b6f" }
      describe_own_group = { action = "kafka-cluster:DescribeGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-view-jobs-0b6f" }
    }
  }

  assert {
    condition     = output.allowed == toset(keys(var.requests))
    error_message = "The API may not: ${join(", ", setsubtract(keys(var.requests), output.allowed))}."
  }
}

run "the_api_does_nothing_else" {
  command = plan

  module {
    source = "./tests/verdict"
  }

  variables {
    policy = run.policies.policies["api"]
    requests = {
      checkpoint         = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/checkpoint" }
      write_checkpoint   = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/checkpoint" }
      step               = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/steps/12" }
      list_all           = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures" }
      list_root          = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "" }
      list_jobs          = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "jobs/" }
      make_key           = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
      change_tenant      = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/access/tenants/T.json" }
      revoke_key         = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
      write_picture      = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/jobs/J/output/0.png" }
      delete_picture     = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/output/0.png" }
      take_back_the_word = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/jobs/J/manifest.json" }
      join_workers       = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-workers" }
      dead_letter        = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.dead-letters" }
      make_topic         = { action = "kafka-cluster:CreateTopic", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
    }
  }

  assert {
    condition     = length(output.allowed) == 0
    error_message = "The API may: ${join(", ", output.allowed)}."
  }
}

run "the_operator_makes_topics_and_keys" {
  command = plan

  module {
    source = "./tests/verdict"
  }

  variables {
    policy = run.policies.policies["operator"]
    requests = {
      make_topic    = { action = "kafka-cluster:CreateTopic", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
      set_topic     = { action = "kafka-cluster:AlterTopicDynamicConfiguration", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.cancellations" }
      reset_offsets = { action = "kafka-cluster:AlterGroup", resource = "arn:aws:kafka:eu-central-1:111122223333:group/sailplane-test/uuid/sailplane-workers-classic" }
      make_key      = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
      revoke_key    = { action = "s3:DeleteObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
      list_keys     = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "access/keys/" }
      list_tenants  = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "access/tenants/" }
      set_tenant    = { action = "s3:PutObject", resource = "arn:aws:s3:::pictures/access/tenants/T.json" }
    }
  }

  assert {
    condition     = output.allowed == toset(keys(var.requests))
    error_message = "The operator may not: ${join(", ", setsubtract(keys(var.requests), output.allowed))}."
  }
}

run "the_operator_sees_no_pictures" {
  command = plan

  module {
    source = "./tests/verdict"
  }

  variables {
    policy = run.policies.policies["operator"]
    requests = {
      picture      = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/output/0.png" }
      source       = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/input/image.png" }
      list_root    = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "" }
      list_jobs    = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "jobs/" }
      read_events  = { action = "kafka-cluster:ReadData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.events" }
      submit       = { action = "kafka-cluster:WriteData", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
      delete_topic = { action = "kafka-cluster:DeleteTopic", resource = "arn:aws:kafka:eu-central-1:111122223333:topic/sailplane-test/uuid/sailplane.jobs" }
    }
  }

  assert {
    condition     = length(output.allowed) == 0
    error_message = "The operator may: ${join(", ", output.allowed)}."
  }
}

# The judge judged: a policy that is too wide is told apart.
run "the_judge_sees_wide_policies" {
  command = plan

  module {
    source = "./tests/verdict"
  }

  variables {
    policy = jsonencode({
      Statement = [
        { Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::pictures/jobs/*" },
        { Effect = "Allow", Action = ["s3:ListBucket"], Resource = "arn:aws:s3:::pictures" },
      ]
    })
    requests = {
      checkpoint = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/jobs/J/checkpoint" }
      list_root  = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures", prefix = "" }
      list_all   = { action = "s3:ListBucket", resource = "arn:aws:s3:::pictures" }
      key        = { action = "s3:GetObject", resource = "arn:aws:s3:::pictures/access/keys/K.json" }
    }
  }

  assert {
    condition     = output.allowed == toset(["checkpoint", "list_root", "list_all"])
    error_message = "The judge does not see what a wide policy allows."
  }
}

run "refuses_an_operator_beside_the_services" {
  command = plan

  variables {
    operator_service_account = { namespace = "sailplane" }
  }

  expect_failures = [var.operator_service_account]
}

run "the_load_balancer_controller_gets_what_is_handed_in" {
  command = plan

  variables {
    load_balancer_controller_policy = <<-JSON
      { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "elasticloadbalancing:DescribeLoadBalancers", "Resource": "*" } ] }
    JSON
  }

  assert {
    condition     = length(aws_iam_role.load_balancer_controller) == 1 && !strcontains(aws_iam_role_policy.load_balancer_controller[0].policy, " ")
    error_message = "The role must have the policy, without the spaces that count against IAM's limit."
  }
}
