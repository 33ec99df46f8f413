locals {
  worker_reads = [
    local.job_inputs, local.job_outputs, # of a job that was delivered twice, what the other attempt has stored
    local.job_manifest, local.job_checkpoint, local.job_steps,
  ]

  worker_statements = [
    {
      Sid      = "Read"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for pattern in local.worker_reads : "${var.bucket_arn}/${pattern}"]
    },
    # As with the API.
    {
      Sid       = "KnowWhatIsNotThere"
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = var.bucket_arn
      Condition = { StringLike = { "s3:prefix" = local.worker_reads } }
    },
    {
      Sid      = "Write"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = [for pattern in [local.job_outputs, local.job_previews, local.job_manifest, local.job_checkpoint, local.job_steps] : "${var.bucket_arn}/${pattern}"]
    },
    {
      Sid      = "Delete" # pictures of a canceled job, and work in progress of one that has ended
      Effect   = "Allow"
      Action   = "s3:DeleteObject"
      Resource = [for pattern in [local.job_outputs, local.job_previews, local.job_checkpoint] : "${var.bucket_arn}/${pattern}"]
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
      Resource = [local.topic["jobs"], local.topic["jobs-batch"], local.topic["cancellations"]]
    },
    {
      Sid      = "KafkaWrite" # a job that was delivered too often is queued anew
      Effect   = "Allow"
      Action   = local.write_topic
      Resource = [local.topic["jobs"], local.topic["jobs-batch"], local.topic["events"], local.topic["dead-letters"]]
    },
    {
      Sid      = "KafkaGroups" # the queue in either protocol, and each worker's own for cancellations
      Effect   = "Allow"
      Action   = local.join_group
      Resource = [for group in ["sailplane-workers", "sailplane-workers-classic", "sailplane-worker-cancellations-*"] : "${local.group_arn}/${group}"]
    },
  ]
}
