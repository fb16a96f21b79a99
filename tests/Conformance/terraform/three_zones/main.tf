# A VPC over three availability zones: public and private subnets of both families, a NAT gateway in each zone, and network ACLs.

data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  zones = slice(data.aws_availability_zones.available.names, 0, 3)
}

resource "aws_vpc" "lab" {
  cidr_block                       = "10.3.0.0/16"
  assign_generated_ipv6_cidr_block = true
  enable_dns_hostnames             = true
}

resource "aws_internet_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_egress_only_internet_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
  tags   = { Name = var.changed ? "egress only" : "egress" }
}

resource "aws_subnet" "public" {
  count                           = 3
  vpc_id                          = aws_vpc.lab.id
  availability_zone               = local.zones[count.index]
  cidr_block                      = cidrsubnet(aws_vpc.lab.cidr_block, 8, count.index)
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.lab.ipv6_cidr_block, 8, count.index)
  map_public_ip_on_launch         = true
  assign_ipv6_address_on_creation = var.changed
}

resource "aws_subnet" "private" {
  count             = 3
  vpc_id            = aws_vpc.lab.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(aws_vpc.lab.cidr_block, 8, 100 + count.index)
  ipv6_cidr_block   = cidrsubnet(aws_vpc.lab.ipv6_cidr_block, 8, 100 + count.index)
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.lab.id
}

resource "aws_route" "internet_ipv6" {
  route_table_id              = aws_route_table.public.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.lab.id
}

resource "aws_route_table_association" "public" {
  count          = 3
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_eip" "nat" {
  count  = 3
  domain = "vpc"
}

resource "aws_nat_gateway" "lab" {
  count         = 3
  subnet_id     = aws_subnet.public[count.index].id
  allocation_id = aws_eip.nat[count.index].id
  depends_on    = [aws_internet_gateway.lab]
}

resource "aws_route_table" "private" {
  count  = 3
  vpc_id = aws_vpc.lab.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.lab[var.changed ? 0 : count.index].id
  }

  route {
    ipv6_cidr_block        = "::/0"
    egress_only_gateway_id = aws_egress_only_internet_gateway.lab.id
  }
}

resource "aws_route_table_association" "private" {
  count          = 3
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[var.changed ? 2 - count.index : count.index].id
}

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.lab.id
  subnet_ids = var.changed ? slice(aws_subnet.private[*].id, 0, 2) : aws_subnet.private[*].id

  ingress {
    rule_no    = 100
    protocol   = "tcp"
    action     = "allow"
    cidr_block = aws_vpc.lab.cidr_block
    from_port  = 0
    to_port    = 65535
  }

  ingress {
    rule_no    = 110
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = var.changed ? 32768 : 1024
    to_port    = 65535
  }

  egress {
    rule_no    = 100
    protocol   = "-1"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }

  egress {
    rule_no         = 110
    protocol        = "58"
    action          = "allow"
    ipv6_cidr_block = "::/0"
    from_port       = 0
    to_port         = 0
    icmp_type       = -1
    icmp_code       = -1
  }
}

resource "aws_network_acl" "public" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_network_acl_association" "public" {
  network_acl_id = aws_network_acl.public.id
  subnet_id      = aws_subnet.public[var.changed ? 1 : 0].id
}

resource "aws_network_acl_rule" "web" {
  network_acl_id = aws_network_acl.public.id
  rule_number    = 200
  egress         = false
  protocol       = "tcp"
  rule_action    = var.changed ? "deny" : "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 443
  to_port        = 443
}
