terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # The rest is in backend.hcl: terraform init -backend-config=backend.hcl
  backend "s3" {
    encrypt      = true
    use_lockfile = true # a lock beside the state; no table is needed
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}
