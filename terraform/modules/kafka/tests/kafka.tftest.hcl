mock_provider "aws" {}

variables {
  name                      = "sailplane-test"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2", "subnet-3"]
  client_security_group_ids = { cluster = "sg-1", gpu-nodes = "sg-2" }
}

run "below_4_2_the_queue_is_classic" {
  command = plan

  variables {
    kafka_version = "4.1.x.kraft"
  }

  assert {
    condition     = output.queue_protocol == "classic"
    error_message = "Kafka 4.1 has no share groups that Sailplane can use."
  }

  assert {
    condition     = length([for name in keys(output.server_properties) : name if startswith(name, "group.share.")]) == 0
    error_message = "Settings of share groups must not reach brokers that do not know them."
  }
}

run "kafka_3_9_with_zookeeper_is_classic_too" {
  command = plan

  variables {
    kafka_version = "3.9.x"
  }

  assert {
    condition     = output.queue_protocol == "classic"
    error_message = "Kafka 3.9 has no share groups."
  }
}

run "from_4_2_on_the_queue_is_shared" {
  command = plan

  variables {
    kafka_version = "4.2.x.kraft"
  }

  assert {
    condition     = output.queue_protocol == "share"
    error_message = "Kafka 4.2 has share groups."
  }

  assert {
    condition     = output.server_properties["group.share.max.size"] == "1000" && output.server_properties["group.share.record.lock.duration.ms"] == "15000"
    error_message = "A fleet needs more members than the 200 that a share group has by default."
  }
}

run "so_do_versions_to_come" {
  command = plan

  variables {
    kafka_version = "5.0.x.kraft"
  }

  assert {
    condition     = output.queue_protocol == "share"
    error_message = "5.0 is later than 4.2."
  }
}

run "kafka_4_10_is_later_than_4_2" {
  command = plan

  variables {
    kafka_version = "4.10.x.kraft"
  }

  assert {
    condition     = output.queue_protocol == "share"
    error_message = "Versions are numbers, not text."
  }
}

run "classic_can_be_asked_for" {
  command = plan

  variables {
    kafka_version  = "4.2.x.kraft"
    queue_protocol = "classic"
  }

  assert {
    condition     = output.queue_protocol == "classic"
    error_message = "What the operator says counts."
  }
}

run "an_accepted_job_is_kept" {
  command = plan

  assert {
    condition = alltrue([
      output.server_properties["auto.create.topics.enable"] == "false",
      output.server_properties["default.replication.factor"] == "3",
      output.server_properties["min.insync.replicas"] == "2",
      output.server_properties["unclean.leader.election.enable"] == "false",
    ])
    error_message = "Three copies, two of them written, and no topic by accident."
  }

  assert {
    condition     = strcontains(aws_msk_configuration.this.server_properties, "min.insync.replicas=2\n")
    error_message = "The settings must be a line each."
  }

  assert {
    condition     = aws_appautoscaling_policy.storage.target_tracking_scaling_policy_configuration[0].disable_scale_in && aws_appautoscaling_target.storage.max_capacity == 200
    error_message = "Disks must grow, up to a bound."
  }
}

run "nothing_but_iam_over_tls" {
  command = plan

  assert {
    condition = alltrue([
      aws_msk_cluster.this.client_authentication[0].sasl[0].iam,
      !aws_msk_cluster.this.client_authentication[0].unauthenticated,
      aws_msk_cluster.this.encryption_info[0].encryption_in_transit[0].client_broker == "TLS",
      aws_msk_cluster.this.encryption_info[0].encryption_in_transit[0].in_cluster,
      aws_kms_key.this.enable_key_rotation,
    ])
    error_message = "Clients must sign with IAM, over TLS; disks must have a key that rotates."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.clients : rule.from_port == 9098 && rule.to_port == 9098 && rule.cidr_ipv4 == null])
    error_message = "Brokers must be reached at 9098, by security groups."
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.clients : rule.referenced_security_group_id]) == toset(["sg-1", "sg-2"])
    error_message = "The groups named, and no others."
  }
}

run "refuses_two_brokers" {
  command = plan

  variables {
    subnet_ids = ["subnet-1", "subnet-2"]
  }

  expect_failures = [var.brokers_per_zone]
}

run "refuses_share_below_4_2" {
  command = plan

  variables {
    kafka_version  = "4.1.x.kraft"
    queue_protocol = "share"
  }

  expect_failures = [var.queue_protocol]
}

run "refuses_versions_that_msk_writes_otherwise" {
  command = plan

  variables {
    kafka_version = "4.2.1"
  }

  expect_failures = [var.kafka_version]
}

run "refuses_zookeeper_from_4_0_on" {
  command = plan

  variables {
    kafka_version = "4.2.x"
  }

  expect_failures = [var.kafka_version]
}

run "refuses_express_brokers" {
  command = plan

  variables {
    instance_type = "express.m7g.large"
  }

  expect_failures = [var.instance_type]
}
