data "aws_region" "this" {}

locals {
  zones = { for index, zone in var.availability_zones : zone => index }

  nat_zones = var.nat_gateway_per_zone ? local.zones : { (var.availability_zones[0]) = 0 }
}

resource "aws_vpc" "this" {
  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true # interface endpoints answer to their services' names

  tags = { Name = var.name }
}

# Nobody is meant to use it: without rules, what forgets its own group reaches nothing.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-unused" }
}

# The address plan, of a /16: workloads 10.0.0.0/19 and up, public 10.0.224.0/24 and up, brokers 10.0.240.0/24 and up.

resource "aws_subnet" "private" {
  for_each = local.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.vpc_cidr, 3, each.value)

  tags = {
    Name                              = "${var.name}-private-${each.key}"
    "kubernetes.io/role/internal-elb" = "1"
    "karpenter.sh/discovery"          = var.cluster_name
  }
}

# Not for Karpenter: brokers keep to themselves, and have no way out.
resource "aws_subnet" "brokers" {
  for_each = local.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.vpc_cidr, 8, 240 + each.value)

  tags = { Name = "${var.name}-brokers-${each.key}" }
}

# For NAT gateways and load balancers; no machine gets a public address by being here.
resource "aws_subnet" "public" {
  for_each = local.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.vpc_cidr, 8, 224 + each.value)

  tags = {
    Name                     = "${var.name}-public-${each.key}"
    "kubernetes.io/role/elb" = "1"
  }
}
