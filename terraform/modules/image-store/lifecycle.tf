# By the prefixes of ObjectKeys. What lies under access/ (keys and tenants) is in no rule: it never expires.
locals {
  expiring_prefixes = {
    results     = { prefix = "jobs/", days = var.result_days }
    uploads     = { prefix = "uploads/", days = var.upload_days }
    idempotency = { prefix = "idempotency/", days = var.idempotency_days }
  }
}

# A rule knows prefixes alone, and checkpoints (jobs/ID/checkpoint) have none of their own: workers delete them when the job ends,
# and those of jobs that never ended go with the rest of the job.
resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  dynamic "rule" {
    for_each = local.expiring_prefixes

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = rule.value.prefix
      }

      expiration {
        days = rule.value.days
      }
    }
  }

  rule {
    id     = "incomplete-uploads"
    status = "Enabled"

    filter {
      prefix = ""
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = var.incomplete_upload_days
    }
  }
}
