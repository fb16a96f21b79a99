"""boto3's paginators over what the endpoint actions list: whatever the size of a page, no item twice and none lost."""
from lab_client import ec2, ec2_of, refused

PROVIDER = "222222222222"
BALANCER = f"arn:aws:elasticloadbalancing:us-east-1:{PROVIDER}:loadbalancer/net/lab/0123456789abcdef"
COUNT = 13

provider = ec2_of(PROVIDER)


def check(client, operation, items, key, count, **arguments):
    """Pages of several sizes hold what one answer does, and each page but the last is full."""
    paginator = client.get_paginator(operation)
    whole = sorted(key(item) for item in getattr(client, operation)(**arguments)[items])
    assert len(whole) == len(set(whole)) >= count, f"{operation}: {len(whole)} items"
    for size in (5, 6, len(whole), 1000):
        pages = [page[items] for page in paginator.paginate(**arguments, PaginationConfig={"PageSize": size})]
        assert sorted(key(item) for page in pages for item in page) == whole, f"{operation} in pages of {size}"
        assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1), f"{operation} in pages of {size}"
    limited = paginator.paginate(**arguments, PaginationConfig={"MaxItems": 7, "PageSize": 5}).build_full_result()
    rest = paginator.paginate(**arguments, PaginationConfig={"StartingToken": limited["NextToken"]}).build_full_result()
    assert sorted(key(item) for part in (limited, rest) for item in part[items]) == whole, f"{operation} from a token on"
    refused("InvalidParameterValue", getattr(client, operation), **arguments, MaxResults=1001)
    refused("InvalidNextToken", getattr(client, operation), **arguments, NextToken="nonsense")


vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
services = [provider.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[BALANCER])["ServiceConfiguration"]
            for _ in range(COUNT)]
service = services[0]
provider.modify_vpc_endpoint_service_permissions(
    ServiceId=service["ServiceId"], AddAllowedPrincipals=["*", *(f"arn:aws:iam::2222222222{n}:root" for n in range(10, 10 + COUNT))])
endpoints = [ec2.create_vpc_endpoint(VpcEndpointType="Interface", VpcId=vpc, ServiceName=service["ServiceName"]) for _ in range(COUNT)]
for one in services:
    provider.create_vpc_endpoint_connection_notification(
        ServiceId=one["ServiceId"], ConnectionNotificationArn=f"arn:aws:sns:us-east-1:{PROVIDER}:lab", ConnectionEvents=["Connect"])

check(ec2, "describe_vpc_endpoints", "VpcEndpoints", lambda item: item["VpcEndpointId"], COUNT)
check(ec2, "describe_vpc_endpoints", "VpcEndpoints", lambda item: item["VpcEndpointId"], COUNT,
      Filters=[{"Name": "vpc-endpoint-state", "Values": ["pendingAcceptance"]}])
check(ec2, "describe_vpc_endpoint_services", "ServiceDetails",
      lambda item: (item["ServiceName"], item["ServiceType"][0]["ServiceType"]), 80)
check(provider, "describe_vpc_endpoint_service_configurations", "ServiceConfigurations", lambda item: item["ServiceId"], COUNT)
check(provider, "describe_vpc_endpoint_service_permissions", "AllowedPrincipals", lambda item: item["Principal"], COUNT + 1,
      ServiceId=service["ServiceId"])
check(provider, "describe_vpc_endpoint_connections", "VpcEndpointConnections", lambda item: item["VpcEndpointId"], COUNT)
check(provider, "describe_vpc_endpoint_connection_notifications", "ConnectionNotificationSet",
      lambda item: item["ConnectionNotificationId"], COUNT)

# The names stand on the page of their details, each once
names = [name for page in ec2.get_paginator("describe_vpc_endpoint_services").paginate(PaginationConfig={"PageSize": 50})
         for name in page["ServiceNames"]]
assert set(names) == set(ec2.describe_vpc_endpoint_services()["ServiceNames"])

# An item that comes or goes between two pages moves no other
first = ec2.describe_vpc_endpoints(MaxResults=5)
ec2.delete_vpc_endpoints(VpcEndpointIds=[first["VpcEndpoints"][0]["VpcEndpointId"]])
ec2.create_vpc_endpoint(VpcEndpointType="Interface", VpcId=vpc, ServiceName=service["ServiceName"])
seen = [item["VpcEndpointId"] for item in first["VpcEndpoints"]] + [
    item["VpcEndpointId"] for item in ec2.describe_vpc_endpoints(NextToken=first["NextToken"])["VpcEndpoints"]]
assert len(seen) == len(set(seen)) and {e["VpcEndpoint"]["VpcEndpointId"] for e in endpoints} <= set(seen)
print("done")
