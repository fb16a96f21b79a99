"""A server that checks signatures takes those of an account's own, in each form boto3 has, and no others."""
import io
import urllib.error
import urllib.request

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from lab_client import CONFIG, ec2, refused, s3, sts

BUCKET = "signed-bucket"
ODD = "a b/c+d/\u20ac~(!)*'=&%25"

assert sts.get_caller_identity()["Account"] == "123456789012"
ec2.create_tags(Resources=[ec2.describe_vpcs()["Vpcs"][0]["VpcId"]], Tags=[{"Key": "a b+c/d*e~", "Value": "\u20ac "}])
s3.create_bucket(Bucket=BUCKET)
unsigned_payload = boto3.client("s3", config=CONFIG.merge(Config(s3={"addressing_style": "path", "payload_signing_enabled": False})))
for client in s3, unsigned_payload:
    client.put_object(Bucket=BUCKET, Key=ODD, Body=io.BytesIO(b"found" * 20_000), Metadata={"a": "b   c"})
    assert client.get_object(Bucket=BUCKET, Key=ODD)["Body"].read() == b"found" * 20_000
    assert client.list_objects_v2(Bucket=BUCKET, Prefix=ODD)["KeyCount"] == 1


def status(url, method="GET", body=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, method=method)) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


v4 = boto3.client("s3", config=CONFIG.merge(Config(signature_version="s3v4")))
put = v4.generate_presigned_url("put_object", {"Bucket": BUCKET, "Key": ODD}, ExpiresIn=60)
get = v4.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": ODD}, ExpiresIn=60)
assert status(put, "PUT", b"new") == 200
assert urllib.request.urlopen(get).read() == b"new"
assert status(put) == 403
assert status(get.replace("a%20b", "a%20c")) == 403
assert status(sts.generate_presigned_url("get_caller_identity", HttpMethod="GET")) == 200

for service, code in {"ec2": "AuthFailure", "s3": "SignatureDoesNotMatch", "sts": "SignatureDoesNotMatch", "ssm": "InvalidSignatureException"}.items():
    stranger = boto3.client(service, config=CONFIG, aws_secret_access_key="simulated", aws_access_key_id="123456789012")
    call = {"ec2": "describe_vpcs", "s3": "list_buckets", "sts": "get_caller_identity", "ssm": "get_parameter"}[service]
    refused(code, getattr(stranger, call), **({"Name": "/a"} if service == "ssm" else {}))
refused("AccessDenied", boto3.client("s3", config=CONFIG.merge(Config(signature_version=UNSIGNED))).get_object, Bucket=BUCKET, Key=ODD)
print("done")
