# ARNs of what the statements name, and the actions that belong together.
locals {
  # On the bucket: a pattern of ObjectKeys each. An asterisk reaches over slashes, too.
  job_inputs     = "jobs/*/input/*"
  job_outputs    = "jobs/*/output/*"
  job_previews   = "jobs/*/preview/*"
  job_manifest   = "jobs/*/manifest.json"
  job_redrive    = "jobs/*/redrive.json"
  job_checkpoint = "jobs/*/checkpoint"
  job_steps      = "jobs/*/steps/*"
  uploads        = "uploads/*"
  idempotency    = "idempotency/*"
  api_keys       = "access/keys/*"
  tenants        = "access/tenants/*"

  # On Kafka, as in Topics and the services' application.properties.
  topic_arn = replace(var.kafka_cluster_arn, ":cluster/", ":topic/")
  group_arn = replace(var.kafka_cluster_arn, ":cluster/", ":group/")

  topic = {
    for name in ["sailplane.jobs", "sailplane.jobs-batch", "sailplane.events", "sailplane.cancellations", "sailplane.webhook-deliveries", "sailplane.dead-letters"] :
    trimprefix(name, "sailplane.") => "${local.topic_arn}/${name}"
  }

  # Producers number their records so that a repetition is no second record; for this MSK asks for a right on the cluster.
  connect = {
    Sid      = "KafkaConnect"
    Effect   = "Allow"
    Action   = ["kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"]
    Resource = var.kafka_cluster_arn
  }

  read_topic  = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"]
  write_topic = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"]
  join_group  = ["kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"]

  # The key serves this bucket's objects, through S3, and nothing else: with a bucket key, S3 names the bucket in the context.
  bucket_key_condition = {
    StringEquals = {
      "kms:ViaService"                   = "s3.${data.aws_region.this.name}.amazonaws.com"
      "kms:EncryptionContext:aws:s3:arn" = var.bucket_arn
    }
  }
}
