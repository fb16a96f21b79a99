# Gateway endpoints for S3 and DynamoDB, each with a policy, whose route tables come and go.

data "aws_region" "current" {}

resource "aws_vpc" "lab" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_route_table" "lab" {
  count  = 3
  vpc_id = aws_vpc.lab.id
}

resource "aws_main_route_table_association" "lab" {
  vpc_id         = aws_vpc.lab.id
  route_table_id = aws_route_table.lab[var.changed ? 2 : 1].id
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = var.changed ? ["s3:GetObject", "s3:ListBucket"] : ["s3:GetObject"]
    resources = ["arn:aws:s3:::terraform-lab", "arn:aws:s3:::terraform-lab/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.lab.id
  service_name      = data.aws_vpc_endpoint_service.s3.service_name
  vpc_endpoint_type = "Gateway"
  policy            = data.aws_iam_policy_document.read.json
  route_table_ids   = var.changed ? [aws_route_table.lab[1].id, aws_route_table.lab[2].id] : aws_route_table.lab[*].id
  tags              = { Name = var.changed ? "s3 gateway" : "s3" }
}

resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id       = aws_vpc.lab.id
  service_name = "com.amazonaws.${data.aws_region.current.name}.dynamodb"
}

resource "aws_vpc_endpoint_route_table_association" "dynamodb" {
  vpc_endpoint_id = aws_vpc_endpoint.dynamodb.id
  route_table_id  = aws_route_table.lab[var.changed ? 1 : 0].id
}

resource "aws_vpc_endpoint_policy" "dynamodb" {
  vpc_endpoint_id = aws_vpc_endpoint.dynamodb.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = var.changed ? ["dynamodb:GetItem", "dynamodb:Query"] : ["dynamodb:GetItem"]
      Resource  = "*"
    }]
  })
}

data "aws_vpc_endpoint_service" "s3" {
  service      = "s3"
  service_type = "Gateway"
}

data "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.lab.id
  service_name = aws_vpc_endpoint.s3.service_name
}

data "aws_prefix_list" "s3" {
  prefix_list_id = aws_vpc_endpoint.s3.prefix_list_id
}

data "aws_ec2_managed_prefix_list" "dynamodb" {
  name = "com.amazonaws.${data.aws_region.current.name}.dynamodb"
}

check "data_sources" {
  assert {
    condition     = data.aws_vpc_endpoint.s3.id == aws_vpc_endpoint.s3.id
    error_message = "The endpoint is found by VPC and service."
  }

  assert {
    condition     = length(setsubtract(aws_vpc_endpoint.s3.cidr_blocks, data.aws_prefix_list.s3.cidr_blocks)) == 0
    error_message = "The endpoint's blocks are the prefix list's."
  }

  assert {
    condition     = data.aws_ec2_managed_prefix_list.dynamodb.id == aws_vpc_endpoint.dynamodb.prefix_list_id
    error_message = "The endpoint's prefix list is the Region's."
  }
}
