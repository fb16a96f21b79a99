"""What the stories share: clients of the server under test, probes, and a check for AWS's refusals."""
import json
import os
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError
from service_model import ServiceModel

CONFIG = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
# The simulated network drops traffic as AWS does, so a client in it waits: not for long here.
IN_NETWORK = CONFIG.merge(Config(read_timeout=5))
# States change from one call to the next, so no waiter has to be patient.
QUICK = {"Delay": 1, "MaxAttempts": 30}

model = ServiceModel()
ec2 = model.watch(boto3.client("ec2", config=CONFIG))
s3 = boto3.client("s3", config=CONFIG)
sts = model.watch(boto3.client("sts", config=CONFIG))
iam = model.watch(boto3.client("iam", config=CONFIG))
ssm = boto3.client("ssm", config=CONFIG)


def ec2_of(account):
    """A client of another account."""
    return model.watch(boto3.client("ec2", config=CONFIG, aws_access_key_id=account, aws_secret_access_key="test"))


def lab(name, **body):
    """Asks the simulator for what nobody could ask of AWS."""
    request = urllib.request.Request(
        os.environ["AWS_ENDPOINT_URL"] + "_lab/" + name, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def connect(source, to, port):
    """Sends one TCP connection through the simulated network."""
    return lab("connect", **{"from": source, "to": to, "port": port})


def s3_from(interface):
    """An S3 client whose requests leave from a network interface of the simulated network."""
    client = boto3.client("s3", config=IN_NETWORK)
    client.meta.events.register("before-sign.s3", lambda request, **_: request.headers.add_header("X-EndpointLab-From", interface))
    return client


def refused(code, call, **arguments):
    """The call has to fail with this AWS error code."""
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, f"{error.response['Error']} instead of {code}"
        assert error.response["ResponseMetadata"]["RequestId"]
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call.__name__} succeeded instead of failing with {code}")


def dropped(call, **arguments):
    """The call's packets have to get lost."""
    try:
        call(**arguments)
    except (EndpointConnectionError, ReadTimeoutError):
        return
    raise AssertionError(f"{call.__name__} got an answer")


def wait(name, **arguments):
    ec2.get_waiter(name).wait(WaiterConfig=QUICK, **arguments)
