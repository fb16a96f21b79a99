# A private hosted zone with records, shared with a second VPC, and a DNS firewall.

resource "aws_vpc" "lab" {
  cidr_block           = "10.3.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "other" {
  cidr_block           = "10.4.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route53_zone" "lab" {
  name    = "lab.example"
  comment = var.changed ? "Changed" : "Names of the lab"
  tags    = { Name = var.changed ? "changed" : "zone" }

  vpc {
    vpc_id = aws_vpc.lab.id
  }

  lifecycle {
    ignore_changes = [vpc]
  }
}

resource "aws_route53_zone_association" "other" {
  zone_id = aws_route53_zone.lab.zone_id
  vpc_id  = aws_vpc.other.id
}

resource "aws_route53_record" "host" {
  zone_id = aws_route53_zone.lab.zone_id
  name    = "host.lab.example"
  type    = "A"
  ttl     = 60
  records = var.changed ? ["10.3.0.6", "10.3.0.7"] : ["10.3.0.5"]
}

resource "aws_route53_record" "any" {
  zone_id = aws_route53_zone.lab.zone_id
  name    = "*.lab.example"
  type    = "CNAME"
  ttl     = 60
  records = [aws_route53_record.host.fqdn]
}

resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.lab.zone_id
  name    = "lab.example"
  type    = "A"

  alias {
    zone_id                = aws_route53_zone.lab.zone_id
    name                   = aws_route53_record.host.name
    evaluate_target_health = false
  }
}

resource "aws_route53_resolver_firewall_domain_list" "bad" {
  name    = "bad"
  domains = var.changed ? ["bad.example.", "*.worse.example."] : ["bad.example."]
}

resource "aws_route53_resolver_firewall_domain_list" "all" {
  name    = "all"
  domains = ["*."]
}

resource "aws_route53_resolver_firewall_rule_group" "lab" {
  name = "lab"
  tags = { Name = var.changed ? "changed" : "group" }
}

resource "aws_route53_resolver_firewall_rule" "bad" {
  name                    = "bad"
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.lab.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.bad.id
  priority                = var.changed ? 20 : 10
  action                  = "BLOCK"
  block_response          = var.changed ? "NXDOMAIN" : "NODATA"
}

resource "aws_route53_resolver_firewall_rule" "all" {
  name                    = "all"
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.lab.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.all.id
  priority                = 100
  action                  = "ALERT"
}

resource "aws_route53_resolver_firewall_rule_group_association" "lab" {
  name                   = "lab"
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.lab.id
  vpc_id                 = aws_vpc.lab.id
  priority               = var.changed ? 300 : 200
}
