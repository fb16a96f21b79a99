# Interface endpoints: with a private name and a policy, whose subnets, groups and address type change; for S3; and with fixed addresses.

data "aws_region" "current" {}

data "aws_availability_zones" "available" {
  state = "available"
}

resource "aws_vpc" "lab" {
  cidr_block                       = "10.6.0.0/16"
  assign_generated_ipv6_cidr_block = true
  enable_dns_hostnames             = true
}

resource "aws_subnet" "lab" {
  count             = 3
  vpc_id            = aws_vpc.lab.id
  availability_zone = data.aws_availability_zones.available.names[count.index]
  cidr_block        = cidrsubnet(aws_vpc.lab.cidr_block, 8, count.index)
  ipv6_cidr_block   = cidrsubnet(aws_vpc.lab.ipv6_cidr_block, 8, count.index)
}

resource "aws_security_group" "lab" {
  count  = 2
  name   = "endpoint ${count.index}"
  vpc_id = aws_vpc.lab.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.lab.cidr_block]
  }
}

data "aws_vpc_endpoint_service" "ssm" {
  service      = "ssm"
  service_type = "Interface"
}

resource "aws_vpc_endpoint" "ssm" {
  vpc_id              = aws_vpc.lab.id
  service_name        = data.aws_vpc_endpoint_service.ssm.service_name
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.changed ? [aws_subnet.lab[1].id, aws_subnet.lab[2].id] : [aws_subnet.lab[0].id, aws_subnet.lab[1].id]
  security_group_ids  = [aws_security_group.lab[var.changed ? 1 : 0].id]
  ip_address_type     = var.changed ? "dualstack" : "ipv4"

  dns_options {
    dns_record_ip_type = var.changed ? "dualstack" : "ipv4"
  }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = var.changed ? ["ssm:GetParameter", "ssm:GetParameters"] : ["ssm:GetParameter"]
      Resource  = "*"
    }]
  })

  tags = { Name = var.changed ? "systems manager" : "ssm" }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.lab.id
  service_name      = "com.amazonaws.${data.aws_region.current.name}.s3"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.lab[0].id]
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.lab.id
  service_name        = "com.amazonaws.${data.aws_region.current.name}.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = var.changed
  subnet_ids          = [aws_subnet.lab[0].id]

  subnet_configuration {
    subnet_id = aws_subnet.lab[0].id
    ipv4      = "10.6.0.100"
  }
}

data "aws_vpc_endpoint" "ssm" {
  vpc_id       = aws_vpc.lab.id
  service_name = aws_vpc_endpoint.ssm.service_name

  filter {
    name   = "vpc-endpoint-type"
    values = ["Interface"]
  }
}

check "data_sources" {
  assert {
    condition     = data.aws_vpc_endpoint.ssm.dns_entry[0].dns_name == aws_vpc_endpoint.ssm.dns_entry[0].dns_name
    error_message = "The endpoint is found by VPC and service."
  }
}
