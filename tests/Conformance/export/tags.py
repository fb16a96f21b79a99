"""Asserts that a CloudFormation template, as YAML reads it, has every tag that the cloud has, to the letter."""
import sys

import boto3
import yaml


class Template(yaml.SafeLoader):
    """Knows of CloudFormation's short forms only that there are some."""


Template.add_multi_constructor("!", lambda loader, suffix, node: suffix)
Template.add_constructor("!Join", lambda loader, node: "".join(loader.construct_sequence(node, deep=True)[1]))


def tags(node):
    if isinstance(node, dict):
        for tag in node.get("Tags", []):
            yield tag["Key"], tag["Value"]
        for value in node.values():
            yield from tags(value)


with open(sys.argv[1], encoding="utf-8", newline="") as template:
    written = sorted(set(tags(yaml.load(template, Template))))
pages = boto3.client("ec2").get_paginator("describe_tags").paginate()
there = sorted({(tag["Key"], tag["Value"]) for page in pages for tag in page["Tags"]})
assert len(there) > 20, there
assert written == there, [pair for pair in zip(written, there) if pair[0] != pair[1]]
print("done", end="")
