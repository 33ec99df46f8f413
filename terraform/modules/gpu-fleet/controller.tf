# What Karpenter 1.x may do, as its documents have it: start machines that carry this cluster's tags, and end those alone.
locals {
  owned = "kubernetes.io/cluster/${var.cluster_name}"

  ec2_arn = {
    for kind in ["fleet", "instance", "launch-template", "network-interface", "security-group", "spot-instances-request", "subnet", "volume"] :
    kind => "arn:${local.partition}:ec2:${local.region}:*:${kind}/*"
  }

  # Images and snapshots belong to others: the account is left out.
  foreign_ec2_arns = [for kind in ["image", "snapshot"] : "arn:${local.partition}:ec2:${local.region}::${kind}/*"]

  made_by_karpenter = [
    for kind in ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"] : local.ec2_arn[kind]
  ]

  instance_profiles = "arn:${local.partition}:iam::${local.account}:instance-profile/*"

  asks_for_tags = {
    StringEquals = { "aws:RequestTag/${local.owned}" = "owned", "aws:RequestTag/eks:eks-cluster-name" = var.cluster_name }
    StringLike   = { "aws:RequestTag/karpenter.sh/nodepool" = "*" }
  }

  has_tags = {
    StringEquals = { "aws:ResourceTag/${local.owned}" = "owned" }
    StringLike   = { "aws:ResourceTag/karpenter.sh/nodepool" = "*" }
  }

  controller_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "UseWhatMachinesAreMadeOf"
        Effect   = "Allow"
        Action   = ["ec2:RunInstances", "ec2:CreateFleet"]
        Resource = concat(local.foreign_ec2_arns, [local.ec2_arn["security-group"], local.ec2_arn["subnet"]])
      },
      {
        Sid       = "UseOwnLaunchTemplates"
        Effect    = "Allow"
        Action    = ["ec2:RunInstances", "ec2:CreateFleet"]
        Resource  = local.ec2_arn["launch-template"]
        Condition = local.has_tags
      },
      {
        Sid       = "MakeTagged"
        Effect    = "Allow"
        Action    = ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"]
        Resource  = local.made_by_karpenter
        Condition = local.asks_for_tags
      },
      {
        Sid      = "TagWhileMaking"
        Effect   = "Allow"
        Action   = "ec2:CreateTags"
        Resource = local.made_by_karpenter
        Condition = merge(local.asks_for_tags, {
          StringEquals = merge(local.asks_for_tags.StringEquals, {
            "ec2:CreateAction" = ["RunInstances", "CreateFleet", "CreateLaunchTemplate"]
          })
        })
      },
      {
        Sid      = "NameOwnMachines"
        Effect   = "Allow"
        Action   = "ec2:CreateTags"
        Resource = local.ec2_arn["instance"]
        Condition = merge(local.has_tags, {
          StringEqualsIfExists        = { "aws:RequestTag/eks:eks-cluster-name" = var.cluster_name }
          "ForAllValues:StringEquals" = { "aws:TagKeys" = ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] }
        })
      },
      {
        Sid       = "EndOwnMachines"
        Effect    = "Allow"
        Action    = ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"]
        Resource  = [local.ec2_arn["instance"], local.ec2_arn["launch-template"]]
        Condition = local.has_tags
      },
      {
        Sid    = "SeeWhatThereIs" # EC2's Describe calls know no resource
        Effect = "Allow"
        Action = [
          "ec2:DescribeCapacityReservations", "ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeInstanceStatus",
          "ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplates", "ec2:DescribePlacementGroups",
          "ec2:DescribeSecurityGroups", "ec2:DescribeSpotPriceHistory", "ec2:DescribeSubnets",
        ]
        Resource  = "*"
        Condition = { StringEquals = { "aws:RequestedRegion" = local.region } }
      },
      {
        Sid      = "FindImages"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "arn:${local.partition}:ssm:${local.region}::parameter/aws/service/*"
      },
      {
        Sid      = "SeePrices" # knows no resource
        Effect   = "Allow"
        Action   = "pricing:GetProducts"
        Resource = "*"
      },
      {
        Sid      = "HearNotices"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.interruptions.arn
      },
      {
        Sid       = "GiveNodesTheirRole"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = aws_iam_role.node.arn
        Condition = { StringEquals = { "iam:PassedToService" = ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } }
      },
      {
        Sid      = "MakeInstanceProfiles"
        Effect   = "Allow"
        Action   = "iam:CreateInstanceProfile"
        Resource = local.instance_profiles
        Condition = {
          StringEquals = merge(local.asks_for_tags.StringEquals, { "aws:RequestTag/topology.kubernetes.io/region" = local.region })
          StringLike   = { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass" = "*" }
        }
      },
      {
        Sid      = "TagInstanceProfiles"
        Effect   = "Allow"
        Action   = "iam:TagInstanceProfile"
        Resource = local.instance_profiles
        Condition = {
          StringEquals = merge(local.asks_for_tags.StringEquals, {
            "aws:RequestTag/topology.kubernetes.io/region"  = local.region
            "aws:ResourceTag/${local.owned}"                = "owned"
            "aws:ResourceTag/topology.kubernetes.io/region" = local.region
          })
          StringLike = {
            "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass"  = "*"
            "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass" = "*"
          }
        }
      },
      {
        Sid      = "ChangeInstanceProfiles"
        Effect   = "Allow"
        Action   = ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"]
        Resource = local.instance_profiles
        Condition = {
          StringEquals = { "aws:ResourceTag/${local.owned}" = "owned", "aws:ResourceTag/topology.kubernetes.io/region" = local.region }
          StringLike   = { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass" = "*" }
        }
      },
      {
        Sid      = "ReadInstanceProfiles"
        Effect   = "Allow"
        Action   = "iam:GetInstanceProfile"
        Resource = local.instance_profiles
      },
      {
        Sid      = "ListInstanceProfiles" # knows no resource; how leftovers are found
        Effect   = "Allow"
        Action   = "iam:ListInstanceProfiles"
        Resource = "*"
      },
      {
        Sid      = "FindTheCluster"
        Effect   = "Allow"
        Action   = "eks:DescribeCluster"
        Resource = var.cluster_arn
      },
    ]
  })
}

resource "aws_iam_role" "controller" {
  name = "${var.name}-karpenter"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        StringEquals = {
          "aws:RequestTag/eks-cluster-arn"            = var.cluster_arn
          "aws:RequestTag/kubernetes-namespace"       = var.karpenter_service_account.namespace
          "aws:RequestTag/kubernetes-service-account" = var.karpenter_service_account.name
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "controller" {
  name   = "karpenter"
  role   = aws_iam_role.controller.id
  policy = local.controller_policy
}

resource "aws_eks_pod_identity_association" "controller" {
  cluster_name    = var.cluster_name
  namespace       = var.karpenter_service_account.namespace
  service_account = var.karpenter_service_account.name
  role_arn        = aws_iam_role.controller.arn
}
