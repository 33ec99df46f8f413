data "aws_region" "this" {}

locals {
  roles = {
    api      = { namespace = var.namespace, service_account = "sailplane-api", statements = local.api_statements }
    worker   = { namespace = var.namespace, service_account = "sailplane-worker", statements = local.worker_statements }
    operator = { namespace = var.operator_service_account.namespace, service_account = var.operator_service_account.name, statements = local.operator_statements }
  }

  policies = { for name, role in local.roles : name => jsonencode({ Version = "2012-10-17", Statement = role.statements }) }

  # A role is given to one service account of one cluster, whatever else may have its ARN.
  trust = {
    for name, role in local.roles : name => {
      Sid       = "Pod"
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        StringEquals = {
          "aws:RequestTag/eks-cluster-arn"            = var.cluster_arn
          "aws:RequestTag/kubernetes-namespace"       = role.namespace
          "aws:RequestTag/kubernetes-service-account" = role.service_account
        }
      }
    }
  }

  people = {
    Sid       = "People"
    Effect    = "Allow"
    Principal = { AWS = sort(var.operator_principal_arns) }
    Action    = "sts:AssumeRole"
  }
}

resource "aws_iam_role" "this" {
  for_each = local.roles

  name = "${var.name}-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [local.trust[each.key]],
      [for statement in [local.people] : statement if each.key == "operator" && length(var.operator_principal_arns) > 0],
    )
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.roles

  name   = "sailplane"
  role   = aws_iam_role.this[each.key].id
  policy = local.policies[each.key]
}

resource "aws_eks_pod_identity_association" "this" {
  for_each = local.roles

  cluster_name    = var.cluster_name
  namespace       = each.value.namespace
  service_account = each.value.service_account
  role_arn        = aws_iam_role.this[each.key].arn
}
