# The Ingress becomes a load balancer by AWS's controller, whose policy comes with its version: it is handed in, not copied here.
locals {
  load_balancer_controller = var.load_balancer_controller_policy == null ? 0 : 1
}

resource "aws_iam_role" "load_balancer_controller" {
  count = local.load_balancer_controller

  name = "${var.name}-load-balancer-controller"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        StringEquals = {
          "aws:RequestTag/eks-cluster-arn"            = var.cluster_arn
          "aws:RequestTag/kubernetes-namespace"       = "kube-system"
          "aws:RequestTag/kubernetes-service-account" = "aws-load-balancer-controller"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "load_balancer_controller" {
  count = local.load_balancer_controller

  name   = "load-balancer-controller"
  role   = aws_iam_role.load_balancer_controller[0].id
  policy = jsonencode(jsondecode(var.load_balancer_controller_policy)) # without the spaces, which count against the limit
}

resource "aws_eks_pod_identity_association" "load_balancer_controller" {
  count = local.load_balancer_controller

  cluster_name    = var.cluster_name
  namespace       = "kube-system"
  service_account = "aws-load-balancer-controller"
  role_arn        = aws_iam_role.load_balancer_controller[0].arn
}
