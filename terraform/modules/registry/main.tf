resource "aws_ecr_repository" "this" {
  for_each = var.repositories

  name                 = each.key
  image_tag_mutability = "IMMUTABLE" # what runs under a tag is what was tested under it

  image_scanning_configuration {
    scan_on_push = true
  }

  # AWS's own key for ECR. What encrypts a repository cannot be changed later.
  encryption_configuration {
    encryption_type = "KMS"
  }
}

# What has a tag stays: nobody here knows which one runs.
resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  repository = each.value.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Untagged images"
      selection = {
        tagStatus   = "untagged"
        countType   = "sinceImagePushed"
        countUnit   = "days"
        countNumber = var.untagged_days
      }
      action = { type = "expire" }
    }]
  })
}
