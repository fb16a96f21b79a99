# Both sides of PrivateLink in one account: a service that asks to be accepted, and an endpoint that it accepts.

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  balancers = [for name in ["blue", "green"] :
    "arn:aws:elasticloadbalancing:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:loadbalancer/net/${name}/0123456789abcdef"
  ]
}

resource "aws_vpc" "lab" {
  cidr_block           = "10.7.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "lab" {
  count             = 2
  vpc_id            = aws_vpc.lab.id
  availability_zone = data.aws_availability_zones.available.names[count.index]
  cidr_block        = cidrsubnet(aws_vpc.lab.cidr_block, 8, count.index)
}

resource "aws_vpc_endpoint_service" "lab" {
  acceptance_required        = true
  network_load_balancer_arns = var.changed ? local.balancers : [local.balancers[0]]
  supported_ip_address_types = ["ipv4"]
  tags                       = { Name = var.changed ? "orders" : "lab" }
}

resource "aws_vpc_endpoint_service_allowed_principal" "lab" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.lab.id
  principal_arn           = var.changed ? "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" : "*"
}

resource "aws_vpc_endpoint" "lab" {
  vpc_id            = aws_vpc.lab.id
  service_name      = aws_vpc_endpoint_service.lab.service_name
  vpc_endpoint_type = "Interface"
  subnet_ids        = var.changed ? aws_subnet.lab[*].id : [aws_subnet.lab[0].id]

  depends_on = [aws_vpc_endpoint_service_allowed_principal.lab]
}

resource "aws_vpc_endpoint_connection_accepter" "lab" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.lab.id
  vpc_endpoint_id         = aws_vpc_endpoint.lab.id
}

resource "aws_vpc_endpoint_connection_notification" "lab" {
  vpc_endpoint_service_id     = aws_vpc_endpoint_service.lab.id
  connection_notification_arn = "arn:aws:sns:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:lab"
  connection_events           = var.changed ? ["Accept", "Reject", "Connect"] : ["Accept", "Reject"]
}

resource "aws_vpc_endpoint_service" "open" {
  acceptance_required        = var.changed
  network_load_balancer_arns = [local.balancers[0]]
  allowed_principals         = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
  private_dns_name           = "orders.example.com"
}

data "aws_vpc_endpoint_service" "lab" {
  service_name = aws_vpc_endpoint_service.lab.service_name
}

check "data_sources" {
  assert {
    condition     = data.aws_vpc_endpoint_service.lab.service_id == aws_vpc_endpoint_service.lab.id
    error_message = "The consumer finds the service by its name."
  }
}
