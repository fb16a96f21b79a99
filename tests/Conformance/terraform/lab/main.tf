# The documented endpoint lab: a public and a private subnet, instances in both, and a bucket behind a gateway endpoint.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_availability_zones" "available" {
  state = "available"
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

data "aws_ami" "image" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023*-x86_64"]
  }
}

resource "aws_vpc" "lab" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = var.changed
  tags                 = { Name = "lab" }
}

resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.lab.id
  cidr_block              = "10.0.1.0/24"
  availability_zone       = data.aws_availability_zones.available.names[0]
  map_public_ip_on_launch = true
  tags                    = { Name = var.changed ? "public subnet" : "public" }
}

resource "aws_subnet" "private" {
  vpc_id            = aws_vpc.lab.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = data.aws_availability_zones.available.names[0]
}

resource "aws_internet_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.lab.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.lab.id
  }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.private.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.lab.id
  service_name    = "com.amazonaws.${data.aws_region.current.name}.s3"
  route_table_ids = [aws_route_table.private.id]
}

resource "aws_key_pair" "lab" {
  key_name   = "lab"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJAWEbuBRqMWBvRMiuFwWwmwU5oLbCJCsOPCGLsZEHfN lab"
}

resource "aws_security_group" "public" {
  name        = "public"
  description = "What comes from the internet"
  vpc_id      = aws_vpc.lab.id

  ingress {
    description = "ssh"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = var.changed ? ["203.0.113.10/32", "203.0.113.20/32"] : ["203.0.113.10/32"]
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "private" {
  name   = "private"
  vpc_id = aws_vpc.lab.id
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id            = aws_security_group.private.id
  description                  = var.changed ? "ssh from the public instance" : "ssh"
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
  referenced_security_group_id = aws_security_group.public.id
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  security_group_id = aws_security_group.private.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
}

resource "aws_instance" "public" {
  ami                         = data.aws_ssm_parameter.image.value
  instance_type               = "t3.micro"
  key_name                    = aws_key_pair.lab.key_name
  subnet_id                   = aws_subnet.public.id
  vpc_security_group_ids      = [aws_security_group.public.id]
  user_data                   = "#!/bin/sh\necho Hello\n"
  user_data_replace_on_change = true
  source_dest_check           = !var.changed
  tags                        = { Name = "public" }

  depends_on = [aws_route_table_association.public, aws_internet_gateway.lab]
}

resource "aws_instance" "private" {
  ami                    = data.aws_ami.image.id
  instance_type          = var.changed ? "t3.small" : "t3.micro"
  key_name               = aws_key_pair.lab.key_name
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.private.id]

  root_block_device {
    volume_size = 10
    volume_type = "gp3"
    encrypted   = true
  }
}

resource "aws_s3_bucket" "lab" {
  bucket = "terraform-lab-${data.aws_caller_identity.current.account_id}"
}

resource "aws_s3_object" "hello" {
  bucket  = aws_s3_bucket.lab.id
  key     = "hello.txt"
  content = var.changed ? "Hello again" : "Hello"
}
