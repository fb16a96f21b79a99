# A Gateway Load Balancer endpoint in a subnet of its own, through which a subnet's traffic to the internet goes.

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_availability_zones" "available" {
  state = "available"
}

resource "aws_vpc" "lab" {
  cidr_block = "10.8.0.0/16"
}

resource "aws_internet_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_subnet" "inspection" {
  count             = 2
  vpc_id            = aws_vpc.lab.id
  availability_zone = data.aws_availability_zones.available.names[count.index]
  cidr_block        = cidrsubnet(aws_vpc.lab.cidr_block, 8, count.index)
}

resource "aws_subnet" "application" {
  vpc_id            = aws_vpc.lab.id
  availability_zone = data.aws_availability_zones.available.names[0]
  cidr_block        = "10.8.100.0/24"
}

resource "aws_vpc_endpoint_service" "lab" {
  acceptance_required = false

  gateway_load_balancer_arns = [
    "arn:aws:elasticloadbalancing:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:loadbalancer/gwy/lab/0123456789abcdef"
  ]

  allowed_principals = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
}

resource "aws_vpc_endpoint" "lab" {
  count             = 2
  vpc_id            = aws_vpc.lab.id
  service_name      = aws_vpc_endpoint_service.lab.service_name
  vpc_endpoint_type = aws_vpc_endpoint_service.lab.service_type
  subnet_ids        = [aws_subnet.inspection[count.index].id]
}

resource "aws_route_table" "application" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_route" "inspection" {
  route_table_id         = aws_route_table.application.id
  destination_cidr_block = "0.0.0.0/0"
  vpc_endpoint_id        = aws_vpc_endpoint.lab[var.changed ? 1 : 0].id
}

resource "aws_route_table_association" "application" {
  subnet_id      = aws_subnet.application.id
  route_table_id = aws_route_table.application.id
}

resource "aws_route_table" "inspection" {
  vpc_id = aws_vpc.lab.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.lab.id
  }

  dynamic "route" {
    for_each = var.changed ? [1] : []

    content {
      cidr_block      = "192.0.2.0/24"
      vpc_endpoint_id = aws_vpc_endpoint.lab[1].id
    }
  }
}

resource "aws_route_table_association" "inspection" {
  count          = 2
  subnet_id      = aws_subnet.inspection[count.index].id
  route_table_id = aws_route_table.inspection.id
}
