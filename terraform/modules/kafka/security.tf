resource "aws_security_group" "brokers" {
  name        = "${var.name}-brokers"
  description = "Kafka brokers"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-brokers" }
}

# IAM's port and no other. Among themselves brokers need no rule here: MSK has a network of its own for that.
resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.brokers.id
  description                  = "Kafka with IAM, from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 9098
  to_port                      = 9098
}
