locals {
  api_reads = [
    local.api_keys, local.tenants,
    local.job_inputs, local.job_outputs, local.job_previews, # also what presigned addresses lead to
    local.job_manifest, local.job_redrive,
    local.uploads, local.idempotency,
  ]

  api_statements = [
    {
      Sid      = "Read"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for pattern in local.api_reads : "${var.bucket_arn}/${pattern}"]
    },
    # S3 says that an object is not there only to who may list it: for a single object it takes the object's key as the prefix. All
    # others get 403, which the services take for an outage. None of the patterns fits the bucket's root or jobs/ itself.
    {
      Sid       = "KnowWhatIsNotThere"
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = var.bucket_arn
      Condition = { StringLike = { "s3:prefix" = local.api_reads } }
    },
    {
      Sid      = "Write" # a manifest is the last word of a job that was canceled
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = [for pattern in [local.job_inputs, local.job_manifest, local.job_redrive, local.uploads, local.idempotency] : "${var.bucket_arn}/${pattern}"]
    },
    {
      Sid      = "Delete" # what was kept for a job that was then refused
      Effect   = "Allow"
      Action   = "s3:DeleteObject"
      Resource = [for pattern in [local.job_inputs, local.job_redrive, local.idempotency] : "${var.bucket_arn}/${pattern}"]
    },
    {
      Sid       = "UseTheBucketsKey"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = var.bucket_kms_key_arn
      Condition = local.bucket_key_condition
    },
    local.connect,
    {
      Sid      = "KafkaRead"
      Effect   = "Allow"
      Action   = local.read_topic
      Resource = [local.topic["jobs"], local.topic["jobs-batch"], local.topic["events"], local.topic["webhook-deliveries"]]
    },
    {
      Sid      = "KafkaWrite" # jobs that nobody hears of are written again; canceled ones have their event from here
      Effect   = "Allow"
      Action   = local.write_topic
      Resource = [local.topic["jobs"], local.topic["jobs-batch"], local.topic["events"], local.topic["cancellations"], local.topic["webhook-deliveries"]]
    },
    {
      Sid      = "KafkaGroups" # one for all replicas, and views that each replica has for itself, with a random ending
      Effect   = "Allow"
      Action   = local.join_group
      Resource = ["${local.group_arn}/sailplane-webhooks", "${local.group_arn}/sailplane-view-*"]
    },
  ]
}
