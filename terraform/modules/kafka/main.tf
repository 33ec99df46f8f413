locals {
  version_numbers = [for number in slice(split(".", var.kafka_version), 0, 2) : tonumber(number)]
  can_share       = local.version_numbers[0] * 100 + local.version_numbers[1] >= 402
  queue_protocol  = coalesce(var.queue_protocol, local.can_share ? "share" : "classic")

  server_properties = merge(
    {
      "auto.create.topics.enable"      = "false" # topics made by accident have the wrong settings
      "default.replication.factor"     = "3"
      "min.insync.replicas"            = "2"
      "unclean.leader.election.enable" = "false" # an accepted job is never forgotten for the sake of availability
      "log.retention.hours"            = tostring(var.retention_hours)
    },
    local.can_share ? var.share_group_settings : {},
  )
}

resource "aws_msk_cluster" "this" {
  cluster_name           = var.name
  kafka_version          = var.kafka_version
  number_of_broker_nodes = var.brokers_per_zone * length(var.subnet_ids)
  enhanced_monitoring    = "DEFAULT"

  broker_node_group_info {
    instance_type   = var.instance_type
    client_subnets  = var.subnet_ids
    security_groups = [aws_security_group.brokers.id]

    storage_info {
      ebs_storage_info {
        volume_size = var.storage_gib.initial
      }
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.this.arn
    revision = aws_msk_configuration.this.latest_revision
  }

  client_authentication {
    unauthenticated = false

    sasl {
      iam = true
    }
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = aws_kms_key.this.arn

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.brokers.name
      }
    }
  }

  lifecycle {
    ignore_changes = [broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size] # grows by itself, below
  }
}

resource "aws_msk_configuration" "this" {
  name              = var.name
  description       = "Sailplane's brokers"
  server_properties = join("\n", [for name, value in local.server_properties : "${name}=${value}"])
}

resource "aws_kms_key" "this" {
  description             = "${var.name}: Kafka's disks"
  enable_key_rotation     = true
  deletion_window_in_days = var.key_deletion_days
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}/kafka"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_cloudwatch_log_group" "brokers" {
  name              = "/sailplane/${var.name}/kafka"
  retention_in_days = var.log_days
}
