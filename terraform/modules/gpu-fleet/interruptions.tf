# How Karpenter hears that a machine will be taken away: it drains the node, and workers hand their jobs over.
resource "aws_sqs_queue" "interruptions" {
  name                      = "${var.name}-interruptions"
  message_retention_seconds = 300 # a notice older than this is about a machine that is gone
  sqs_managed_sse_enabled   = true
}

locals {
  notices = {
    spot-interruption = { source = "aws.ec2", detail_type = "EC2 Spot Instance Interruption Warning" }
    rebalance         = { source = "aws.ec2", detail_type = "EC2 Instance Rebalance Recommendation" }
    state-change      = { source = "aws.ec2", detail_type = "EC2 Instance State-change Notification" }
    health            = { source = "aws.health", detail_type = "AWS Health Event" }
  }
}

resource "aws_cloudwatch_event_rule" "notice" {
  for_each = local.notices

  name          = "${var.name}-${each.key}"
  description   = "${each.value.detail_type}, for Karpenter"
  event_pattern = jsonencode({ source = [each.value.source], detail-type = [each.value.detail_type] })
}

resource "aws_cloudwatch_event_target" "notice" {
  for_each = local.notices

  rule = aws_cloudwatch_event_rule.notice[each.key].name
  arn  = aws_sqs_queue.interruptions.arn
}

resource "aws_sqs_queue_policy" "interruptions" {
  queue_url = aws_sqs_queue.interruptions.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Notices"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.interruptions.arn
        Condition = { ArnEquals = { "aws:SourceArn" = [for rule in aws_cloudwatch_event_rule.notice : rule.arn] } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.interruptions.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
