# The NodeClass finds it by the tag. A group of its own rather than the cluster's: a worker's node reaches what workers need.
resource "aws_security_group" "nodes" {
  name        = "${var.name}-gpu-nodes"
  description = "GPU nodes and the workers on them"
  vpc_id      = var.vpc_id

  tags = {
    Name                     = "${var.name}-gpu-nodes"
    "karpenter.sh/discovery" = var.cluster_name
  }
}

locals {
  from_cluster = {
    kubelet = { port = 10250, why = "Control plane and metrics-server to the kubelet" }
    metrics = { port = 9000, why = "Prometheus to the workers" }
  }

  to_cluster = {
    api     = { port = 443, protocol = "tcp", why = "Kubelet and CNI to the API server" }
    dns     = { port = 53, protocol = "udp", why = "DNS" }
    dns-tcp = { port = 53, protocol = "tcp", why = "DNS, long answers" }
  }

  outward = {
    https = { cidr = "0.0.0.0/0", port = 443, why = "S3, ECR, and AWS's other services" }
    kafka = { cidr = var.vpc_cidr, port = 9098, why = "Kafka with IAM" }
  }
}

resource "aws_vpc_security_group_ingress_rule" "from_cluster" {
  for_each = local.from_cluster

  security_group_id            = aws_security_group.nodes.id
  description                  = each.value.why
  referenced_security_group_id = var.cluster_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "to_cluster" {
  for_each = local.to_cluster

  security_group_id            = aws_security_group.nodes.id
  description                  = each.value.why
  referenced_security_group_id = var.cluster_security_group_id
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = each.value.port
}

# The other half of the same, at the cluster's side.
resource "aws_vpc_security_group_ingress_rule" "into_cluster" {
  for_each = local.to_cluster

  security_group_id            = var.cluster_security_group_id
  description                  = "GPU nodes: ${each.value.why}"
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "outward" {
  for_each = local.outward

  security_group_id = aws_security_group.nodes.id
  description       = each.value.why
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}
