"""What AWS refuses, refused with AWS's own codes; and nothing changes by a call that failed."""
from lab_client import ec2, refused, s3

NO = "0123456789abcdef0"
S3 = "com.amazonaws.us-east-1.s3"


def snapshot():
    return [ec2.describe_vpcs()["Vpcs"], ec2.describe_subnets()["Subnets"], ec2.describe_route_tables()["RouteTables"],
            ec2.describe_security_groups()["SecurityGroups"], ec2.describe_vpc_endpoints()["VpcEndpoints"],
            ec2.describe_network_acls()["NetworkAcls"], ec2.describe_tags()["Tags"]]


vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
other_table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
group = ec2.create_security_group(GroupName="g", Description="d", VpcId=vpc)["GroupId"]
ssh = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}]
ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=ssh)
endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=S3, RouteTableIds=[table], ClientToken="once")["VpcEndpoint"]["VpcEndpointId"]
acl = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"][0]["NetworkAclId"]
before = snapshot()

# CIDR blocks
refused("InvalidParameterValue", ec2.create_vpc, CidrBlock="banana")
refused("InvalidVpc.Range", ec2.create_vpc, CidrBlock="10.0.0.0/8")
refused("InvalidSubnet.Range", ec2.create_subnet, VpcId=vpc, CidrBlock="10.1.0.0/24")
refused("InvalidSubnet.Conflict", ec2.create_subnet, VpcId=vpc, CidrBlock="10.0.1.128/25")

# Ids
refused("InvalidVpcID.NotFound", ec2.describe_vpcs, VpcIds=[f"vpc-{NO}"])
refused("InvalidVpcID.NotFound", ec2.create_subnet, VpcId=f"vpc-{NO}", CidrBlock="10.0.2.0/24")
refused("InvalidSubnetID.NotFound", ec2.describe_subnets, SubnetIds=[f"subnet-{NO}"])
refused("InvalidRouteTableID.NotFound", ec2.describe_route_tables, RouteTableIds=[f"rtb-{NO}"])
refused("InvalidInternetGatewayID.NotFound", ec2.describe_internet_gateways, InternetGatewayIds=[f"igw-{NO}"])
refused("InvalidGroup.NotFound", ec2.describe_security_groups, GroupIds=[f"sg-{NO}"])
refused("InvalidInstanceID.NotFound", ec2.describe_instances, InstanceIds=[f"i-{NO}"])
refused("InvalidInstanceID.Malformed", ec2.describe_instances, InstanceIds=["i-nonsense"])
refused("InvalidAMIID.NotFound", ec2.run_instances, ImageId=f"ami-{NO}", MinCount=1, MaxCount=1, SubnetId=subnet)
refused("InvalidKeyPair.NotFound", ec2.describe_key_pairs, KeyNames=["none"])
refused("NatGatewayNotFound", ec2.describe_nat_gateways, NatGatewayIds=[f"nat-{NO}"])
refused("InvalidAllocationID.NotFound", ec2.release_address, AllocationId=f"eipalloc-{NO}")
refused("InvalidVpcEndpointId.NotFound", ec2.describe_vpc_endpoints, VpcEndpointIds=[f"vpce-{NO}"])
refused("InvalidVpcEndpointId.Malformed", ec2.describe_vpc_endpoints, VpcEndpointIds=["vpce-nonsense"])
refused("InvalidVpcEndpointId.NotFound", ec2.modify_vpc_endpoint, VpcEndpointId=f"vpce-{NO}", ResetPolicy=True)
item = ec2.delete_vpc_endpoints(VpcEndpointIds=[f"vpce-{NO}"])["Unsuccessful"][0]
assert item["Error"]["Code"] == "InvalidVpcEndpoint.NotFound" and item["ResourceId"] == f"vpce-{NO}", item

# Filters, paging, dry run
refused("InvalidParameterValue", ec2.describe_vpcs, Filters=[{"Name": "colour", "Values": ["blue"]}])
refused("DryRunOperation", ec2.create_vpc, CidrBlock="10.9.0.0/16", DryRun=True)
refused("DryRunOperation", ec2.delete_subnet, SubnetId=subnet, DryRun=True)
subnets = [s["SubnetId"] for page in ec2.get_paginator("describe_subnets").paginate(PaginationConfig={"PageSize": 5}) for s in page["Subnets"]]
assert len(subnets) == len(set(subnets)) == len(ec2.describe_subnets()["Subnets"])

# Deletes with dependencies
refused("DependencyViolation", ec2.delete_vpc, VpcId=vpc)
refused("DependencyViolation", ec2.delete_internet_gateway, InternetGatewayId=gateway)
refused("DependencyViolation", ec2.delete_route_table, RouteTableId=table)

# Twice the same
refused("RouteAlreadyExists", ec2.create_route, RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
refused("Resource.AlreadyAssociated", ec2.associate_route_table, RouteTableId=other_table, SubnetId=subnet)
refused("Resource.AlreadyAssociated", ec2.attach_internet_gateway, InternetGatewayId=gateway, VpcId=vpc)
refused("InvalidPermission.Duplicate", ec2.authorize_security_group_ingress, GroupId=group, IpPermissions=ssh)
refused("InvalidGroup.Duplicate", ec2.create_security_group, GroupName="g", Description="d", VpcId=vpc)
refused("NetworkAclEntryAlreadyExists", ec2.create_network_acl_entry, NetworkAclId=acl, RuleNumber=100, Protocol="-1",
        RuleAction="deny", Egress=False, CidrBlock="0.0.0.0/0")

# Endpoints
message = refused("RouteAlreadyExists", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=S3, RouteTableIds=[table])
assert table in message and "pl-" in message, message
refused("InvalidServiceName", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName="com.amazonaws.us-east-1.nonsense", RouteTableIds=[other_table])
refused("InvalidPolicyDocument", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=S3, RouteTableIds=[other_table], PolicyDocument="{")
refused("InvalidRouteTableId.NotFound", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=S3, RouteTableIds=[other_table, f"rtb-{NO}"])
again = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=S3, RouteTableIds=[table], ClientToken="once")["VpcEndpoint"]["VpcEndpointId"]
assert again == endpoint
refused("IdempotentParameterMismatch", ec2.create_vpc_endpoint, VpcId=vpc, ServiceName=S3, RouteTableIds=[other_table], ClientToken="once")

# S3
s3.create_bucket(Bucket="boto3-refusals")
refused("NoSuchBucket", s3.list_objects_v2, Bucket="boto3-no-such-bucket")
refused("NoSuchKey", s3.get_object, Bucket="boto3-refusals", Key="none")
refused("NoSuchBucketPolicy", s3.get_bucket_policy, Bucket="boto3-refusals")
refused("MalformedPolicy", s3.put_bucket_policy, Bucket="boto3-refusals", Policy="{")
refused("IllegalLocationConstraintException", s3.create_bucket, Bucket="boto3-elsewhere", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

assert snapshot() == before, "a call that failed has changed something"
print("done")
