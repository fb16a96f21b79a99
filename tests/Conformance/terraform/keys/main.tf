# A KMS key with a policy and an alias, and a bucket that encrypts with it.

data "aws_caller_identity" "current" {}

resource "aws_kms_key" "lab" {
  description             = var.changed ? "Changed" : "Objects of the lab"
  deletion_window_in_days = 7
  enable_key_rotation     = var.changed
  tags                    = { Name = var.changed ? "changed" : "key" }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Account"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
      }, {
      Sid       = var.changed ? "NoLongerElsewhere" : "Elsewhere"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
    }]
  })
}

resource "aws_kms_key" "plain" {
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "lab" {
  name          = "alias/lab"
  target_key_id = var.changed ? aws_kms_key.plain.key_id : aws_kms_key.lab.key_id
}

resource "aws_s3_bucket" "lab" {
  bucket        = "terraform-keys-${data.aws_caller_identity.current.account_id}"
  force_destroy = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "lab" {
  bucket = aws_s3_bucket.lab.id

  rule {
    bucket_key_enabled = var.changed

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.lab.arn
    }
  }
}

resource "aws_s3_object" "lab" {
  bucket     = aws_s3_bucket_server_side_encryption_configuration.lab.bucket
  key        = "hello.txt"
  content    = var.changed ? "Hello again" : "Hello"
  kms_key_id = aws_kms_key.lab.arn
}
