# Two VPCs of the account and a third in another Region, peered, with routes both ways; and what lets public access be blocked.

provider "aws" {
  alias                   = "abroad"
  region                  = "eu-west-1"
  skip_metadata_api_check = true
}

resource "aws_vpc" "lab" {
  cidr_block           = "10.6.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "peer" {
  cidr_block           = "10.7.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "abroad" {
  provider   = aws.abroad
  cidr_block = "10.8.0.0/16"
}

resource "aws_vpc_peering_connection" "near" {
  vpc_id      = aws_vpc.lab.id
  peer_vpc_id = aws_vpc.peer.id
  auto_accept = true
  tags        = { Name = var.changed ? "near" : "lab" }

  requester {
    allow_remote_vpc_dns_resolution = var.changed
  }
}

resource "aws_vpc_peering_connection" "far" {
  vpc_id      = aws_vpc.lab.id
  peer_vpc_id = aws_vpc.abroad.id
  peer_region = "eu-west-1"
}

resource "aws_vpc_peering_connection_accepter" "far" {
  provider                  = aws.abroad
  vpc_peering_connection_id = aws_vpc_peering_connection.far.id
  auto_accept               = true
  tags                      = { Side = "accepter" }
}

resource "aws_vpc_peering_connection_options" "far" {
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.far.id

  requester {
    allow_remote_vpc_dns_resolution = true
  }
}

resource "aws_route_table" "lab" {
  vpc_id = aws_vpc.lab.id

  route {
    cidr_block                = aws_vpc.peer.cidr_block
    vpc_peering_connection_id = aws_vpc_peering_connection.near.id
  }
}

resource "aws_route" "far" {
  route_table_id            = aws_vpc.lab.main_route_table_id
  destination_cidr_block    = aws_vpc.abroad.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.far.id
}

resource "aws_route" "back" {
  route_table_id            = aws_vpc.peer.main_route_table_id
  destination_cidr_block    = var.changed ? "10.6.0.0/17" : aws_vpc.lab.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.near.id
}

resource "aws_security_group" "peer" {
  vpc_id      = aws_vpc.peer.id
  description = "peer"
}

resource "aws_security_group" "lab" {
  vpc_id      = aws_vpc.lab.id
  description = "lab"
}

resource "aws_vpc_security_group_ingress_rule" "from_peer" {
  security_group_id            = aws_security_group.lab.id
  referenced_security_group_id = aws_security_group.peer.id
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
  depends_on                   = [aws_vpc_peering_connection.near]
}

resource "aws_vpc_block_public_access_options" "lab" {
  internet_gateway_block_mode = var.changed ? "block-bidirectional" : "block-ingress"
}

resource "aws_vpc_block_public_access_exclusion" "lab" {
  vpc_id                          = aws_vpc.lab.id
  internet_gateway_exclusion_mode = var.changed ? "allow-egress" : "allow-bidirectional"
}
