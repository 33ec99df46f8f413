variable "name" {
  description = "What the key's alias starts with."
  type        = string
}

variable "bucket_name" {
  description = "The bucket's name: no other in the world may have it."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "bucket_name must be 3 to 63 lower-case letters, digits and hyphens; a dot would break TLS."
  }
}

variable "result_days" {
  description = "How long a job's objects are kept: inputs, pictures, manifest, work in progress. Not shorter than Kafka remembers jobs, or the API tells of pictures that are gone."
  type        = number
  default     = 30

  validation {
    condition     = var.result_days >= 7 && floor(var.result_days) == var.result_days
    error_message = "result_days must be a whole number, 7 or more: Kafka remembers jobs for a week."
  }
}

variable "upload_days" {
  description = "How long uploaded pictures can be used; a job has a copy of its own."
  type        = number
  default     = 7

  validation {
    condition     = var.upload_days >= 1 && floor(var.upload_days) == var.upload_days
    error_message = "upload_days must be a whole number, 1 or more."
  }
}

variable "idempotency_days" {
  description = "How long a request that comes again finds the job it made; after a day no client repeats itself."
  type        = number
  default     = 2

  validation {
    condition     = var.idempotency_days >= 1 && floor(var.idempotency_days) == var.idempotency_days
    error_message = "idempotency_days must be a whole number, 1 or more."
  }
}

variable "incomplete_upload_days" {
  description = "How long parts of uploads that were never finished are kept. Sailplane makes none; people with tools do."
  type        = number
  default     = 1

  validation {
    condition     = var.incomplete_upload_days >= 1 && floor(var.incomplete_upload_days) == var.incomplete_upload_days
    error_message = "incomplete_upload_days must be a whole number, 1 or more."
  }
}

variable "access_log_bucket" {
  description = "A bucket for access logs that lets S3 write into it; null for no logs."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Whether terraform destroy may take the bucket with all pictures, keys and tenants in it."
  type        = bool
  default     = false
}

variable "key_deletion_days" {
  description = "How long a deleted KMS key can be had back. Without it, what the bucket holds cannot be read."
  type        = number
  default     = 30

  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "key_deletion_days must be 7 to 30."
  }
}
