"""Endpoints of every type as their consumer has them: made, changed, read and removed; and what AWS refuses of them."""
import json

from lab_client import ec2, ec2_of, lab, model, refused

NO = "0123456789abcdef0"
S3 = "com.amazonaws.us-east-1.s3"
STS = "com.amazonaws.us-east-1.sts"
PROVIDER = "222222222222"


def described(endpoint):
    return ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]


def routes_to(endpoint, table):
    return [r for r in ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"] if r.get("GatewayId") == endpoint]


def names(endpoint):
    return [entry["DnsName"] for entry in described(endpoint)["DnsEntries"]]


vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
ipv6 = ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"].replace("/56", "/64")
a = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24", AvailabilityZone="us-east-1a", Ipv6CidrBlock=ipv6)["Subnet"]["SubnetId"]
also_a = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.2.0/24", AvailabilityZone="us-east-1a")["Subnet"]["SubnetId"]
b = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.3.0/24", AvailabilityZone="us-east-1b")["Subnet"]["SubnetId"]
table, other_table = (ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2))
group = ec2.create_security_group(GroupName="https", Description="https", VpcId=vpc)["GroupId"]
default_group = ec2.describe_security_groups(
    Filters=[{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}])["SecurityGroups"][0]["GroupId"]

# Gateway: a route in each table, available at once, a policy of its own
refused("DryRunOperation", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=S3, RouteTableIds=[table], DryRun=True)
created = ec2.create_vpc_endpoint(
    VpcId=vpc, ServiceName=S3, RouteTableIds=[table], ClientToken="once",
    TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "Name", "Value": "gateway"}]}])
assert created["ClientToken"] == "once"
gateway = created["VpcEndpoint"]["VpcEndpointId"]
again = ec2.create_vpc_endpoint(
    VpcId=vpc, ServiceName=S3, RouteTableIds=[table], ClientToken="once",
    TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "Name", "Value": "gateway"}]}])
assert again["VpcEndpoint"] == created["VpcEndpoint"]
refused("IdempotentParameterMismatch", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=S3, RouteTableIds=[other_table], ClientToken="once")
assert described(gateway)["State"] == "available" and described(gateway)["Tags"] == [{"Key": "Name", "Value": "gateway"}]
assert json.loads(described(gateway)["PolicyDocument"])["Version"] == "2008-10-17"
refused("RouteAlreadyExists", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=S3, RouteTableIds=[table])
assert ec2.modify_vpc_endpoint(VpcEndpointId=gateway, AddRouteTableIds=[other_table], RemoveRouteTableIds=[table])["Return"]
assert routes_to(gateway, other_table) and not routes_to(gateway, table)
assert described(gateway)["RouteTableIds"] == [other_table] and described(gateway)["State"] == "available"
default = described(gateway)["PolicyDocument"]
policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}'
ec2.modify_vpc_endpoint(VpcEndpointId=gateway, PolicyDocument=policy)
assert json.loads(described(gateway)["PolicyDocument"]) == json.loads(policy)
refused("InvalidPolicyDocument", ec2.modify_vpc_endpoint, VpcEndpointId=gateway, PolicyDocument="{")
refused("InvalidPolicyDocument", ec2.modify_vpc_endpoint, VpcEndpointId=gateway, PolicyDocument=policy + " " * 20_480)
refused("DryRunOperation", ec2.modify_vpc_endpoint, VpcEndpointId=gateway, ResetPolicy=True, DryRun=True)
ec2.modify_vpc_endpoint(VpcEndpointId=gateway, ResetPolicy=True)
assert described(gateway)["PolicyDocument"] == default
refused("InvalidParameter", ec2.modify_vpc_endpoint, VpcEndpointId=gateway, AddSubnetIds=[a])
refused("InvalidParameter", ec2.modify_vpc_endpoint, VpcEndpointId=gateway, AddSecurityGroupIds=[group])
refused("InvalidParameterValue", ec2.delete_route, RouteTableId=other_table,
        DestinationPrefixListId=routes_to(gateway, other_table)[0]["DestinationPrefixListId"])

# Interface, with the service's own name: pending first, an interface per subnet, the default group
sts = ec2.create_vpc_endpoint(VpcEndpointType="Interface", VpcId=vpc, ServiceName=STS, SubnetIds=[a])["VpcEndpoint"]
assert sts["State"] == "pending" and sts["PrivateDnsEnabled"], sts
sts = sts["VpcEndpointId"]
assert described(sts)["State"] == "available" and described(sts)["ServiceRegion"] == "us-east-1"
assert [g["GroupId"] for g in described(sts)["Groups"]] == [default_group]
assert names(sts)[0].startswith(sts + "-") and names(sts)[0].endswith(".sts.us-east-1.vpce.amazonaws.com")
assert "-us-east-1a." in names(sts)[1] and names(sts)[2:] == ["sts.us-east-1.amazonaws.com"]
interface = ec2.describe_network_interfaces(NetworkInterfaceIds=described(sts)["NetworkInterfaceIds"])["NetworkInterfaces"][0]
assert interface["InterfaceType"] == "vpc_endpoint" and interface["RequesterManaged"] and interface["SubnetId"] == a
assert interface["PrivateIpAddress"].startswith("10.0.1.")
message = refused("InvalidParameter", ec2.create_vpc_endpoint, VpcEndpointType="Interface", VpcId=vpc, ServiceName=STS, SubnetIds=[b])
assert "conflicting DNS domain for sts.us-east-1.amazonaws.com" in message, message
refused("DuplicateSubnetsInSameZone", ec2.modify_vpc_endpoint, VpcEndpointId=sts, AddSubnetIds=[also_a])
assert ec2.modify_vpc_endpoint(
    VpcEndpointId=sts, AddSubnetIds=[b], AddSecurityGroupIds=[group], RemoveSecurityGroupIds=[default_group])["Return"]
assert set(described(sts)["SubnetIds"]) == {a, b} and [g["GroupId"] for g in described(sts)["Groups"]] == [group]
assert len(described(sts)["NetworkInterfaceIds"]) == 2 and len(names(sts)) == 4
ec2.modify_vpc_endpoint(VpcEndpointId=sts, RemoveSubnetIds=[b], IpAddressType="dualstack", DnsOptions={"DnsRecordIpType": "ipv6"})
assert described(sts)["IpAddressType"] == "dualstack" and described(sts)["DnsOptions"]["DnsRecordIpType"] == "ipv6"
ec2.modify_vpc_endpoint(VpcEndpointId=sts, PrivateDnsEnabled=False)
assert not described(sts)["PrivateDnsEnabled"] and len(names(sts)) == 2
ec2.modify_vpc_endpoint(VpcEndpointId=sts, PolicyDocument=policy.replace("s3:GetObject", "sts:*"))
ec2.modify_vpc_endpoint(VpcEndpointId=sts, ResetPolicy=True)
refused("InvalidParameter", ec2.modify_vpc_endpoint, VpcEndpointId=sts, AddRouteTableIds=[table])
refused("InvalidParameter", ec2.modify_vpc_endpoint, VpcEndpointId=sts, RemoveSecurityGroupIds=[group])

# S3 by interface: names with a wildcard for buckets; the VPC's DNS attributes decide on private names
s3 = ec2.create_vpc_endpoint(
    VpcEndpointType="Interface", VpcId=vpc, ServiceName=S3, SubnetIds=[a], SecurityGroupIds=[group], PrivateDnsEnabled=True,
    DnsOptions={"DnsRecordIpType": "ipv4", "PrivateDnsOnlyForInboundResolverEndpoint": True},
    SubnetConfigurations=[{"SubnetId": a, "Ipv4": "10.0.1.77"}])["VpcEndpoint"]["VpcEndpointId"]
assert names(s3)[0].startswith(f"*.{s3}-") and "s3.us-east-1.amazonaws.com" in names(s3), names(s3)
assert described(s3)["DnsOptions"]["PrivateDnsOnlyForInboundResolverEndpoint"] is True
interface = ec2.describe_network_interfaces(NetworkInterfaceIds=described(s3)["NetworkInterfaceIds"])["NetworkInterfaces"][0]
assert interface["PrivateIpAddress"] == "10.0.1.77"
ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": False})
refused("InvalidParameter", ec2.modify_vpc_endpoint, VpcEndpointId=sts, PrivateDnsEnabled=True)

# Another Region's service
kms = ec2.create_vpc_endpoint(
    VpcEndpointType="Interface", VpcId=vpc, ServiceName="com.amazonaws.eu-west-1.kms", ServiceRegion="eu-west-1", SubnetIds=[b],
    PrivateDnsEnabled=False)["VpcEndpoint"]["VpcEndpointId"]
assert described(kms)["ServiceRegion"] == "eu-west-1" and ".kms.eu-west-1." in names(kms)[0]

# Gateway Load Balancer: one subnet, a target of routes, no policy and no names
provider = ec2_of(PROVIDER)
balancer = f"arn:aws:elasticloadbalancing:us-east-1:{PROVIDER}:loadbalancer/gwy/appliances/0123456789abcdef"
service = provider.create_vpc_endpoint_service_configuration(
    GatewayLoadBalancerArns=[balancer], AcceptanceRequired=False)["ServiceConfiguration"]
refused("InvalidServiceName", ec2.create_vpc_endpoint,
        VpcEndpointType="GatewayLoadBalancer", VpcId=vpc, ServiceName=service["ServiceName"], SubnetIds=[a])
provider.modify_vpc_endpoint_service_permissions(ServiceId=service["ServiceId"], AddAllowedPrincipals=["*"])
inspection = {"VpcEndpointType": "GatewayLoadBalancer", "VpcId": vpc, "ServiceName": service["ServiceName"]}
refused("InvalidParameter", ec2.create_vpc_endpoint, **inspection, SubnetIds=[a, b])
refused("InvalidParameter", ec2.create_vpc_endpoint, **inspection, SubnetIds=[a], PolicyDocument=policy)
inspector = ec2.create_vpc_endpoint(**inspection, SubnetIds=[a])["VpcEndpoint"]["VpcEndpointId"]
assert "PolicyDocument" not in described(inspector) and described(inspector)["State"] == "available"
assert ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", VpcEndpointId=inspector)["Return"]
assert [r["DestinationCidrBlock"] for r in routes_to(inspector, table)] == ["0.0.0.0/0"]
item = ec2.delete_vpc_endpoints(VpcEndpointIds=[inspector])["Unsuccessful"][0]
assert item["ResourceId"] == inspector and item["Error"]["Code"] == "InvalidParameter", item
assert item["Error"]["Message"] == "Endpoint must be removed from route table before deletion", item
ec2.delete_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0")

# A VPC Lattice resource, and what it is associated with
resource = ec2.create_vpc_endpoint(
    VpcEndpointType="Resource", VpcId=vpc, SubnetIds=[b],
    ResourceConfigurationArn=f"arn:aws:vpc-lattice:us-east-1:{PROVIDER}:resourceconfiguration/rcfg-{NO}")["VpcEndpoint"]["VpcEndpointId"]
network = ec2.create_vpc_endpoint(
    VpcEndpointType="ServiceNetwork", VpcId=vpc, SubnetIds=[b],
    ServiceNetworkArn=f"arn:aws:vpc-lattice:us-east-1:{PROVIDER}:servicenetwork/sn-{NO}")["VpcEndpoint"]["VpcEndpointId"]
assert described(resource)["ResourceConfigurationArn"].endswith(NO) and described(network)["ServiceNetworkArn"].endswith(NO)
associations = ec2.describe_vpc_endpoint_associations(VpcEndpointIds=[resource, network])["VpcEndpointAssociations"]
assert {association["VpcEndpointId"] for association in associations} == {resource, network}, associations

# What is found, and what is refused
found = {kind: [e["VpcEndpointId"] for e in ec2.describe_vpc_endpoints(
    Filters=[{"Name": "vpc-endpoint-type", "Values": [kind]}, {"Name": "vpc-id", "Values": [vpc]}])["VpcEndpoints"]]
    for kind in ("Gateway", "Interface", "GatewayLoadBalancer")}
assert found["Gateway"] == [gateway] and set(found["Interface"]) == {sts, s3, kms} and found["GatewayLoadBalancer"] == [inspector], found
refused("InvalidVpcEndpointId.NotFound", ec2.describe_vpc_endpoints, VpcEndpointIds=[f"vpce-{NO}"])
refused("InvalidVpcEndpointId.Malformed", ec2.describe_vpc_endpoints, VpcEndpointIds=["vpce-none"])
refused("InvalidVpcEndpointId.NotFound", ec2.modify_vpc_endpoint, VpcEndpointId=f"vpce-{NO}", ResetPolicy=True)
refused("InvalidParameterValue", ec2.describe_vpc_endpoints, Filters=[{"Name": "colour", "Values": ["blue"]}])
refused("InvalidVpcId.NotFound", ec2.create_vpc_endpoint, VpcId=f"vpc-{NO}", ServiceName=S3)
refused("InvalidSubnetId.NotFound", ec2.create_vpc_endpoint, VpcEndpointType="Interface", VpcId=vpc, ServiceName=STS,
        SubnetIds=[f"subnet-{NO}"], PrivateDnsEnabled=False)
refused("InvalidServiceName", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName="com.amazonaws.us-east-1.none")
refused("InvalidParameter", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=STS)
refused("DryRunOperation", ec2.delete_vpc_endpoints, VpcEndpointIds=[gateway], DryRun=True)

# Deleted ones are seen as such for a while, their interfaces stay a while longer, then nothing is left
lab("lifecycle", delays={"EndpointDeletion": 5, "EndpointInterfaceRelease": 60})
lab("clock", freeze=True)
endpoints = [gateway, sts, s3, kms, inspector, resource, network]
unsuccessful = ec2.delete_vpc_endpoints(VpcEndpointIds=[*endpoints, f"vpce-{NO}"])["Unsuccessful"]
assert [(item["ResourceId"], item["Error"]["Code"]) for item in unsuccessful] == [(f"vpce-{NO}", "InvalidVpcEndpoint.NotFound")]
assert {described(one)["State"] for one in endpoints} == {"deleting"}
assert not routes_to(gateway, other_table)
lab("clock", advance=5)
assert {described(one)["State"] for one in endpoints} == {"deleted"}
refused("DependencyViolation", ec2.delete_subnet, SubnetId=a)
refused("DependencyViolation", ec2.delete_security_group, GroupId=group)
lab("clock", advance=60)
for one in endpoints:
    refused("InvalidVpcEndpointId.NotFound", ec2.describe_vpc_endpoints, VpcEndpointIds=[one])
for subnet in (a, also_a, b):
    ec2.delete_subnet(SubnetId=subnet)
ec2.delete_security_group(GroupId=group)
for one in (table, other_table):
    ec2.delete_route_table(RouteTableId=one)
ec2.delete_vpc(VpcId=vpc)
assert provider.delete_vpc_endpoint_service_configurations(ServiceIds=[service["ServiceId"]])["Unsuccessful"] == []
model.all_answered("VpcEndpoint", but_for=("Connection", "Service"))
print("done")
