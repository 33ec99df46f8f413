output "bucket_name" {
  description = "The bucket: S3_BUCKET."
  value       = aws_s3_bucket.this.bucket
}

output "bucket_arn" {
  description = "Its ARN."
  value       = local.bucket_arn
}

output "kms_key_arn" {
  description = "The key that encrypts its objects; who reads or writes them must be allowed to use it."
  value       = aws_kms_key.this.arn
}
