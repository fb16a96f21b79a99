# An instance that reads one bucket as the role of its instance profile.

data "aws_ami" "image" {
  owners      = ["amazon"]
  most_recent = true

  filter {
    name   = "name"
    values = ["al2023-ami-2023*-kernel-6.1-x86_64"]
  }
}

data "aws_iam_policy_document" "ec2" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = var.changed ? ["s3:GetObject", "s3:GetObjectTagging"] : ["s3:GetObject"]
    resources = ["${aws_s3_bucket.lab.arn}/*"]
  }
}

data "aws_iam_policy_document" "list" {
  statement {
    actions   = var.changed ? ["s3:ListBucket", "s3:GetBucketLocation"] : ["s3:ListBucket"]
    resources = [aws_s3_bucket.lab.arn]
  }
}

resource "aws_s3_bucket" "lab" {
  bucket = "terraform-instance-role"
}

resource "aws_iam_role" "reader" {
  name                 = "Reader"
  path                 = "/endpointlab/"
  description          = var.changed ? "reads one bucket only" : "reads one bucket"
  assume_role_policy   = data.aws_iam_policy_document.ec2.json
  permissions_boundary = var.changed ? null : aws_iam_policy.limit.arn
  max_session_duration = var.changed ? 7200 : 3600
  tags                 = { Bucket = aws_s3_bucket.lab.id }
}

resource "aws_iam_policy" "limit" {
  name   = "Limit"
  policy = data.aws_iam_policy_document.list.json
}

resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.reader.id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_policy" "list" {
  name        = "List"
  path        = "/endpointlab/"
  description = "lists one bucket"
  policy      = data.aws_iam_policy_document.list.json
}

resource "aws_iam_role_policy_attachment" "list" {
  role       = aws_iam_role.reader.name
  policy_arn = aws_iam_policy.list.arn
}

resource "aws_iam_role_policy_attachment" "ssm" {
  count      = var.changed ? 1 : 0
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "reader" {
  name = "Reader"
  path = "/endpointlab/"
  role = aws_iam_role.reader.name
}

resource "aws_iam_instance_profile" "other" {
  name = "Other"
  role = aws_iam_role.reader.name
  tags = { Name = var.changed ? "another" : "other" }
}

resource "aws_instance" "reader" {
  ami                  = data.aws_ami.image.id
  instance_type        = "t3.micro"
  iam_instance_profile = var.changed ? aws_iam_instance_profile.other.name : aws_iam_instance_profile.reader.name
}

resource "aws_iam_user" "alice" {
  name = "alice"
  path = "/people/"
  tags = { Name = var.changed ? "Alice" : "alice" }
}

resource "aws_iam_user_policy" "alice" {
  name   = "read"
  user   = aws_iam_user.alice.name
  policy = data.aws_iam_policy_document.read.json
}

data "aws_iam_role" "reader" {
  name = aws_iam_role.reader.name

  lifecycle {
    postcondition {
      condition     = self.arn == aws_iam_role.reader.arn
      error_message = "${self.arn} is another role."
    }
  }
}
