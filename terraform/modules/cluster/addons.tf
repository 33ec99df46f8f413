locals {
  # One to a node: nodes wait for these.
  node_addons = {
    vpc-cni                = jsonencode({ enableNetworkPolicy = "true" }) # the manifests deny by default, and mean it
    kube-proxy             = null
    eks-pod-identity-agent = null
  }

  # Pods that wait for nodes.
  cluster_addons = {
    coredns        = null
    metrics-server = null # the API's autoscaler counts by it
  }
}

resource "aws_eks_addon" "node" {
  for_each = local.node_addons

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = lookup(var.addon_versions, each.key, null)
  configuration_values        = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
}

resource "aws_eks_addon" "cluster" {
  for_each = local.cluster_addons

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = lookup(var.addon_versions, each.key, null)
  configuration_values        = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  depends_on = [aws_eks_node_group.system]
}
