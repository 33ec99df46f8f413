locals {
  budget_notices = {
    soon     = { type = "ACTUAL", threshold = 80 }
    reached  = { type = "ACTUAL", threshold = 100 }
    foreseen = { type = "FORECASTED", threshold = 100 }
  }
}

# Of the whole account unless a tag is named: GPU nodes, the dearest part, are Karpenter's and have no tags from here.
resource "aws_budgets_budget" "monthly" {
  name         = "${local.name}-monthly"
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "cost_filter" {
    for_each = var.budget_tag[*]

    content {
      name   = "TagKeyValue"
      values = [cost_filter.value]
    }
  }

  dynamic "notification" {
    for_each = local.budget_notices

    content {
      notification_type          = notification.value.type
      threshold                  = notification.value.threshold
      threshold_type             = "PERCENTAGE"
      comparison_operator        = "GREATER_THAN"
      subscriber_email_addresses = var.budget_emails
    }
  }
}
