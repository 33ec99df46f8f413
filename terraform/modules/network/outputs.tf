output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr" {
  description = "Its addresses, as NetworkPolicies name brokers and load balancer."
  value       = var.vpc_cidr
}

output "private_subnet_ids" {
  description = "Where workloads run, one subnet a zone."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "broker_subnet_ids" {
  description = "Where brokers run, one subnet a zone."
  value       = [for zone in var.availability_zones : aws_subnet.brokers[zone].id]
}

output "public_subnet_ids" {
  description = "Where load balancers stand, one subnet a zone."
  value       = [for zone in var.availability_zones : aws_subnet.public[zone].id]
}
