# Makes topics, and keys and tenants (./sailplane keys, tenants). Sees no pictures and no work in progress.
locals {
  operator_reads = [local.api_keys, local.tenants]

  operator_statements = [
    {
      Sid      = "ReadAccess"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for pattern in local.operator_reads : "${var.bucket_arn}/${pattern}"]
    },
    {
      Sid       = "ListAccess"
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = var.bucket_arn
      Condition = { StringLike = { "s3:prefix" = local.operator_reads } }
    },
    {
      Sid      = "WriteAccess"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = [for pattern in local.operator_reads : "${var.bucket_arn}/${pattern}"]
    },
    {
      Sid      = "RevokeKeys"
      Effect   = "Allow"
      Action   = "s3:DeleteObject"
      Resource = "${var.bucket_arn}/${local.api_keys}"
    },
    {
      Sid       = "UseTheBucketsKey"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = var.bucket_kms_key_arn
      Condition = local.bucket_key_condition
    },
    {
      Sid      = "KafkaConnect"
      Effect   = "Allow"
      Action   = ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"]
      Resource = var.kafka_cluster_arn
    },
    {
      Sid    = "KafkaTopics" # makes, describes, adds partitions, changes settings; deletes none
      Effect = "Allow"
      Action = [
        "kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:AlterTopic",
        "kafka-cluster:DescribeTopicDynamicConfiguration", "kafka-cluster:AlterTopicDynamicConfiguration",
      ]
      Resource = values(local.topic)
    },
    {
      Sid      = "KafkaOffsets" # of the workers' groups, between two protocols; committing asks for the right to read what it counts
      Effect   = "Allow"
      Action   = "kafka-cluster:ReadData"
      Resource = [local.topic["jobs"], local.topic["jobs-batch"]]
    },
    {
      Sid      = "KafkaGroups"
      Effect   = "Allow"
      Action   = concat(local.join_group, ["kafka-cluster:DeleteGroup"])
      Resource = "${local.group_arn}/sailplane-*"
    },
  ]
}
