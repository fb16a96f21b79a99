# A bucket with a policy, versions, encryption, blocked public access, and an object in it.

data "aws_caller_identity" "current" {}

resource "aws_vpc" "lab" {
  cidr_block = "10.2.0.0/16"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.lab.id
  service_name = "com.amazonaws.us-east-1.s3"
}

resource "aws_s3_bucket" "lab" {
  bucket        = "terraform-policy-${data.aws_caller_identity.current.account_id}"
  force_destroy = true
  tags          = { Name = var.changed ? "changed" : "bucket" }
}

resource "aws_s3_bucket_policy" "lab" {
  bucket = aws_s3_bucket.lab.id
  policy = data.aws_iam_policy_document.lab.json
}

data "aws_iam_policy_document" "lab" {
  statement {
    sid       = "OnlyThroughTheEndpoint"
    effect    = "Deny"
    actions   = var.changed ? ["s3:GetObject", "s3:GetObjectVersion"] : ["s3:GetObject"]
    resources = ["${aws_s3_bucket.lab.arn}/private/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:SourceVpce"
      values   = [aws_vpc_endpoint.s3.id]
    }
  }
}

resource "aws_s3_bucket_public_access_block" "lab" {
  bucket                  = aws_s3_bucket.lab.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = !var.changed
}

resource "aws_s3_bucket_ownership_controls" "lab" {
  bucket = aws_s3_bucket.lab.id

  rule {
    object_ownership = var.changed ? "BucketOwnerPreferred" : "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "lab" {
  bucket = aws_s3_bucket.lab.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_object" "lab" {
  bucket       = aws_s3_bucket.lab.id
  key          = "public/hello.txt"
  content      = var.changed ? "Hello again" : "Hello"
  content_type = "text/plain"
  tags         = { Kind = var.changed ? "changed" : "greeting" }
}
