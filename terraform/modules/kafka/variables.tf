variable "name" {
  description = "The cluster's name."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "The brokers' subnets, one a zone, in two or three zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(var.subnet_ids) <= 3
    error_message = "subnet_ids must be two or three: MSK spreads brokers over no other number of zones."
  }
}

variable "client_security_group_ids" {
  description = "Who may reach the brokers, by a name for each."
  type        = map(string)
}

variable "kafka_version" {
  description = "MSK's name of the version. From 4.2 on, jobs can be dealt out by a share group; see the README."
  type        = string
  default     = "4.1.x.kraft"

  validation {
    condition     = can(regex("^[0-9]+\\.[0-9]+\\.x(\\.kraft)?$", var.kafka_version)) && try(tonumber(split(".", var.kafka_version)[0]) * 100 + tonumber(split(".", var.kafka_version)[1]) >= 307, false)
    error_message = "kafka_version must be 3.7 or later as MSK writes it, such as 3.9.x, 3.9.x.kraft or 4.2.x.kraft."
  }

  validation {
    condition     = try(tonumber(split(".", var.kafka_version)[0]) < 4, true) || endswith(var.kafka_version, ".kraft")
    error_message = "From 4.0 on, kafka_version ends in .kraft: there is no other way."
  }
}

variable "queue_protocol" {
  description = "share or classic; null takes what the version allows. For a version that could share, but does not let workers set up their group."
  type        = string
  default     = null

  validation {
    condition     = var.queue_protocol == null || contains(["share", "classic"], coalesce(var.queue_protocol, "-"))
    error_message = "queue_protocol must be share, classic or null."
  }

  validation {
    condition     = var.queue_protocol != "share" || try(tonumber(split(".", var.kafka_version)[0]) * 100 + tonumber(split(".", var.kafka_version)[1]) >= 402, false)
    error_message = "Share groups that Sailplane can use begin with Kafka 4.2."
  }
}

variable "instance_type" {
  description = "The brokers' size. Standard brokers: MSK's Express brokers have no share groups."
  type        = string
  default     = "kafka.t3.small"

  validation {
    condition     = startswith(var.instance_type, "kafka.")
    error_message = "instance_type must be one of a Standard broker, such as kafka.t3.small or kafka.m7g.large."
  }
}

variable "brokers_per_zone" {
  description = "Brokers in each zone."
  type        = number
  default     = 1

  validation {
    condition     = var.brokers_per_zone >= 1 && var.brokers_per_zone * length(var.subnet_ids) >= 3
    error_message = "There must be three brokers at least, as every topic has three copies: two a zone where there are two zones."
  }
}

variable "storage_gib" {
  description = "Each broker's disk at first and at most; it grows by itself, and never shrinks."
  type = object({
    initial = optional(number, 20)
    maximum = optional(number, 200)
  })
  default = {}

  validation {
    condition     = var.storage_gib.initial >= 1 && var.storage_gib.maximum >= var.storage_gib.initial && var.storage_gib.maximum <= 16384
    error_message = "storage_gib must grow from 1 or more to 16384 or less."
  }
}

variable "retention_hours" {
  description = "How long topics keep records, where they do not say otherwise: how far back the API lists jobs, and how long it reads at its start."
  type        = number
  default     = 168

  validation {
    condition     = var.retention_hours >= 24
    error_message = "retention_hours must be 24 or more: a job that waits longer than that is lost."
  }
}

variable "share_group_settings" {
  description = "Broker settings for share groups, set from 4.2 on. Empty where MSK refuses them: the workers' group can be given the lock's duration instead."
  type        = map(string)
  default = {
    "group.share.max.size"                = "1000"  # each slot is a member: 16 a worker, twice that after an outage
    "group.share.record.lock.duration.ms" = "15000" # how long a job waits when a worker hangs rather than dies
  }
}

variable "log_days" {
  description = "How long the brokers' logs are kept."
  type        = number
  default     = 14

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 180, 365], var.log_days)
    error_message = "log_days must be a time that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 180 or 365."
  }
}

variable "key_deletion_days" {
  description = "How long a deleted KMS key can be had back."
  type        = number
  default     = 30

  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "key_deletion_days must be 7 to 30."
  }
}
