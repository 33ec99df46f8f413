mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
}

variables {
  name               = "sailplane-test"
  cluster_name       = "sailplane-test"
  availability_zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

run "one_gateway_serves_all_zones" {
  command = plan

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.private) == 3
    error_message = "Every zone's route must lead to the one gateway."
  }

  assert {
    condition     = length(aws_subnet.private) == 3 && length(aws_subnet.brokers) == 3 && length(aws_subnet.public) == 3
    error_message = "Each zone must have a subnet of each kind."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0 && length(aws_security_group.endpoints) == 0 && length(aws_flow_log.this) == 0
    error_message = "What costs must be asked for."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway" && aws_vpc_endpoint.s3.service_name == "com.amazonaws.eu-central-1.s3"
    error_message = "S3 must be reached by its gateway endpoint."
  }
}

run "subnets_do_not_overlap" {
  command = plan

  assert {
    condition = length(distinct([
      for subnet in concat(values(aws_subnet.private), values(aws_subnet.brokers), values(aws_subnet.public)) : subnet.cidr_block
    ])) == 9
    error_message = "Two subnets have the same range."
  }

  assert {
    condition = alltrue([
      for subnet in concat(values(aws_subnet.brokers), values(aws_subnet.public)) : tonumber(split(".", subnet.cidr_block)[2]) >= 128
    ])
    error_message = "Brokers and load balancers must lie above the workloads' four ranges."
  }
}

run "karpenter_finds_private_subnets_alone" {
  command = plan

  assert {
    condition     = alltrue([for subnet in aws_subnet.private : subnet.tags["karpenter.sh/discovery"] == "sailplane-test"])
    error_message = "Karpenter does not find the private subnets."
  }

  assert {
    condition = alltrue([
      for subnet in concat(values(aws_subnet.brokers), values(aws_subnet.public)) : !contains(keys(subnet.tags), "karpenter.sh/discovery")
    ])
    error_message = "Karpenter must not start machines beside the brokers or in public."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : subnet.tags["kubernetes.io/role/elb"] == "1" && subnet.map_public_ip_on_launch != true])
    error_message = "Load balancers do not find the public subnets, or machines get public addresses there."
  }
}

run "a_gateway_in_each_zone" {
  command = plan

  variables {
    nat_gateway_per_zone = true
    interface_endpoints  = ["ecr.api", "ecr.dkr"]
    flow_log_days        = 14
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3 && length(aws_eip.nat) == 3
    error_message = "Each zone must have its gateway."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 2 && length(aws_vpc_security_group_ingress_rule.endpoints) == 1
    error_message = "Two endpoints were asked for."
  }

  assert {
    condition     = length(aws_flow_log.this) == 1
    error_message = "Flow logs were asked for."
  }
}

run "refuses_a_single_zone" {
  command = plan

  variables {
    availability_zones = ["eu-central-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "refuses_a_zone_twice" {
  command = plan

  variables {
    availability_zones = ["eu-central-1a", "eu-central-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "refuses_a_small_range" {
  command = plan

  variables {
    vpc_cidr = "10.0.0.0/20"
  }

  expect_failures = [var.vpc_cidr]
}

run "refuses_unknown_endpoints" {
  command = plan

  variables {
    interface_endpoints = ["s3"]
  }

  expect_failures = [var.interface_endpoints]
}
