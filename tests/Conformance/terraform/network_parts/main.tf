# What AWS makes with a VPC, taken over; and the parts that other scenarios leave out: prefix lists, DHCP options, interfaces.

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

resource "aws_vpc" "lab" {
  cidr_block = "10.4.0.0/16"
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.lab.id
  cidr_block = "10.5.0.0/16"
}

resource "aws_internet_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_subnet" "lab" {
  vpc_id     = aws_vpc.lab.id
  cidr_block = "10.4.1.0/24"
}

resource "aws_subnet" "more" {
  vpc_id     = aws_vpc_ipv4_cidr_block_association.more.vpc_id
  cidr_block = "10.5.1.0/24"
}

resource "aws_vpc_dhcp_options" "lab" {
  domain_name          = "lab.example"
  domain_name_servers  = ["AmazonProvidedDNS"]
  ntp_servers          = ["169.254.169.123"]
  netbios_name_servers = ["10.4.1.4"]
  netbios_node_type    = 2
  tags                 = { Name = var.changed ? "options" : "lab" }
}

resource "aws_vpc_dhcp_options_association" "lab" {
  vpc_id          = aws_vpc.lab.id
  dhcp_options_id = aws_vpc_dhcp_options.lab.id
}

resource "aws_default_security_group" "lab" {
  vpc_id = aws_vpc.lab.id

  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }

  dynamic "egress" {
    for_each = var.changed ? [1] : []

    content {
      protocol    = "tcp"
      from_port   = 443
      to_port     = 443
      cidr_blocks = ["198.51.100.0/24"]
    }
  }
}

resource "aws_default_network_acl" "lab" {
  default_network_acl_id = aws_vpc.lab.default_network_acl_id
  subnet_ids             = [aws_subnet.lab.id, aws_subnet.more.id]

  ingress {
    rule_no    = 100
    protocol   = "-1"
    action     = "allow"
    cidr_block = var.changed ? "10.0.0.0/8" : "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }

  egress {
    rule_no    = 100
    protocol   = "-1"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_default_route_table" "lab" {
  default_route_table_id = aws_vpc.lab.default_route_table_id

  dynamic "route" {
    for_each = var.changed ? [1] : []

    content {
      cidr_block = "0.0.0.0/0"
      gateway_id = aws_internet_gateway.lab.id
    }
  }
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = var.changed ? "All offices" : "Offices"
  address_family = "IPv4"
  max_entries    = var.changed ? 6 : 5

  entry {
    cidr        = "198.51.100.0/24"
    description = "Lisbon"
  }

  dynamic "entry" {
    for_each = var.changed ? ["203.0.113.0/25", "203.0.113.128/25"] : ["203.0.113.0/24"]

    content {
      cidr        = entry.value
      description = "Porto"
    }
  }
}

resource "aws_ec2_managed_prefix_list" "more" {
  name           = "More offices"
  address_family = "IPv4"
  max_entries    = 2
}

resource "aws_ec2_managed_prefix_list_entry" "more" {
  prefix_list_id = aws_ec2_managed_prefix_list.more.id
  cidr           = "192.0.2.0/24"
  description    = var.changed ? "Faro" : "Évora"
}

resource "aws_route" "offices" {
  route_table_id             = aws_route_table.main.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.offices.id
  gateway_id                 = aws_internet_gateway.lab.id
}

resource "aws_route" "appliance" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "172.16.0.0/12"
  network_interface_id   = aws_network_interface.lab[var.changed ? 1 : 0].id
}

resource "aws_security_group" "lab" {
  name        = "lab"
  description = "An appliance"
  vpc_id      = aws_vpc.lab.id
}

resource "aws_vpc_security_group_ingress_rule" "offices" {
  security_group_id = aws_security_group.lab.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = var.changed ? 8443 : 443
  prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
  tags              = { Name = "offices" }
}

resource "aws_security_group_rule" "egress" {
  security_group_id = aws_security_group.lab.id
  type              = "egress"
  protocol          = "icmp"
  from_port         = 8
  to_port           = 0
  cidr_blocks       = ["10.0.0.0/8"]
  description       = var.changed ? "Ping all" : "Ping"
}

resource "aws_network_interface" "lab" {
  count             = 2
  subnet_id         = aws_subnet.lab.id
  description       = var.changed ? "An appliance" : "appliance"
  security_groups   = [aws_security_group.lab.id]
  source_dest_check = false
}

resource "aws_instance" "lab" {
  ami           = data.aws_ssm_parameter.image.value
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.lab.id

  disable_api_termination              = false
  instance_initiated_shutdown_behavior = var.changed ? "terminate" : "stop"
}

resource "aws_network_interface_sg_attachment" "lab" {
  security_group_id    = aws_security_group.lab.id
  network_interface_id = aws_instance.lab.primary_network_interface_id
}

resource "aws_eip" "lab" {
  domain            = "vpc"
  network_interface = aws_network_interface.lab[var.changed ? 1 : 0].id
  depends_on        = [aws_internet_gateway.lab]
}

resource "aws_eip" "more" {
  domain = "vpc"
}

resource "aws_eip_association" "more" {
  allocation_id = aws_eip.more.id
  instance_id   = aws_instance.lab.id
  depends_on    = [aws_internet_gateway.lab]
}

resource "aws_vpn_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
  tags   = { Name = var.changed ? "gateway" : "lab" }
}

resource "aws_vpn_gateway_route_propagation" "lab" {
  count          = var.changed ? 1 : 0
  vpn_gateway_id = aws_vpn_gateway.lab.id
  route_table_id = aws_route_table.main.id
}

resource "aws_route" "office" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = var.changed ? "192.168.0.0/24" : "192.168.0.0/16"
  gateway_id             = aws_vpn_gateway.lab.id
}
