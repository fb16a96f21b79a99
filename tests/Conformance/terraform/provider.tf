# Credentials, Region and endpoint come from the environment.
provider "aws" {
  skip_metadata_api_check = true
  s3_use_path_style       = true

  default_tags {
    tags = { Lab = "terraform" }
  }
}

variable "changed" {
  type    = bool
  default = false
}
