# An interface endpoint whose subnet, group and policy are resources of their own. The provider waits a minute for a subnet.

resource "aws_vpc" "lab" {
  cidr_block = "10.9.0.0/16"
}

resource "aws_subnet" "lab" {
  vpc_id     = aws_vpc.lab.id
  cidr_block = "10.9.1.0/24"
}

resource "aws_security_group" "lab" {
  name   = "endpoint"
  vpc_id = aws_vpc.lab.id
}

resource "aws_vpc_endpoint" "sqs" {
  vpc_id            = aws_vpc.lab.id
  service_name      = "com.amazonaws.us-east-1.sqs"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint_subnet_association" "sqs" {
  vpc_endpoint_id = aws_vpc_endpoint.sqs.id
  subnet_id       = aws_subnet.lab.id
}

resource "aws_vpc_endpoint_security_group_association" "sqs" {
  vpc_endpoint_id             = aws_vpc_endpoint.sqs.id
  security_group_id           = aws_security_group.lab.id
  replace_default_association = true
}

resource "aws_vpc_endpoint_policy" "sqs" {
  vpc_endpoint_id = aws_vpc_endpoint.sqs.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = var.changed ? "sqs:*" : "sqs:SendMessage"
      Resource  = "*"
    }]
  })
}
