"""The documented endpoint lab, step by step, with boto3's own waiters."""
from lab_client import connect, dropped, ec2, refused, s3, s3_from, ssm, sts, wait


def tagged(kind, name):
    return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": name}]}]


assert sts.get_caller_identity()["Account"] == "123456789012"

# 1 to 4: VPC, subnets, internet gateway
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tagged("vpc", "lab"))["Vpc"]["VpcId"]
wait("vpc_available", VpcIds=[vpc])
public = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
private = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.2.0/24")["Subnet"]["SubnetId"]
wait("subnet_available", SubnetIds=[public, private])
ec2.modify_subnet_attribute(SubnetId=public, MapPublicIpOnLaunch={"Value": True})
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
wait("internet_gateway_exists", InternetGatewayIds=[gateway])
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)

# 5 to 7: route tables
rt1 = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
rt2 = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
assert ec2.create_route(RouteTableId=rt1, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)["Return"]
assert ec2.associate_route_table(RouteTableId=rt1, SubnetId=public)["AssociationState"]["State"] == "associated"
ec2.associate_route_table(RouteTableId=rt2, SubnetId=private)

# 8: the gateway endpoint
endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", RouteTableIds=[rt2])["VpcEndpoint"]
assert endpoint["State"] == "available" and endpoint["VpcEndpointType"] == "Gateway"
endpoint = endpoint["VpcEndpointId"]
prefix_list = ec2.describe_prefix_lists(Filters=[{"Name": "prefix-list-name", "Values": ["com.amazonaws.us-east-1.s3"]}])["PrefixLists"][0]
routes = ec2.describe_route_tables(RouteTableIds=[rt2])["RouteTables"][0]["Routes"]
assert [r for r in routes if r.get("GatewayId") == endpoint and r["DestinationPrefixListId"] == prefix_list["PrefixListId"]]

# 9: bucket, key pair, groups, instances
s3.create_bucket(Bucket="boto3-lab")
s3.get_waiter("bucket_exists").wait(Bucket="boto3-lab", WaiterConfig={"Delay": 1, "MaxAttempts": 5})
s3.put_object(Bucket="boto3-lab", Key="hello.txt", Body=b"Hello")
key = ec2.create_key_pair(KeyName="lab", KeyType="ed25519")
assert "OPENSSH PRIVATE KEY" in key["KeyMaterial"]
wait("key_pair_exists", KeyNames=["lab"])
public_group = ec2.create_security_group(GroupName="public", Description="ssh", VpcId=vpc)["GroupId"]
private_group = ec2.create_security_group(GroupName="private", Description="ssh", VpcId=vpc)["GroupId"]
wait("security_group_exists", GroupIds=[public_group, private_group])
ssh = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
ec2.authorize_security_group_ingress(GroupId=public_group, IpPermissions=[{**ssh, "IpRanges": [{"CidrIp": "203.0.113.10/32"}]}])
ec2.authorize_security_group_ingress(GroupId=private_group, IpPermissions=[{**ssh, "UserIdGroupPairs": [{"GroupId": public_group}]}])
everything = ec2.describe_security_groups(GroupIds=[private_group])["SecurityGroups"][0]["IpPermissionsEgress"]
ec2.revoke_security_group_egress(GroupId=private_group, IpPermissions=everything)
ec2.authorize_security_group_egress(GroupId=private_group, IpPermissions=[
    {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [{"PrefixListId": prefix_list["PrefixListId"]}]}])
image = ssm.get_parameter(Name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")["Parameter"]["Value"]


def launch(subnet, group, name):
    instance = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1, SubnetId=subnet, KeyName="lab",
                                 SecurityGroupIds=[group], TagSpecifications=tagged("instance", name))["Instances"][0]
    assert instance["State"]["Name"] == "pending"
    return instance["InstanceId"]


instances = [launch(public, public_group, "public"), launch(private, private_group, "private")]
wait("instance_running", InstanceIds=instances)
wait("instance_status_ok", InstanceIds=instances)
pages = ec2.get_paginator("describe_instances").paginate(InstanceIds=instances)
found = {i["InstanceId"]: i for page in pages for r in page["Reservations"] for i in r["Instances"]}
bastion, inner = (found[i] for i in instances)
assert bastion["PublicIpAddress"] and "PublicIpAddress" not in inner
bastion_interface, inner_interface = (i["NetworkInterfaces"][0]["NetworkInterfaceId"] for i in (bastion, inner))

# 10: the way to log in
assert connect("203.0.113.10", bastion["PublicIpAddress"], 22)["result"] == "Reachable"
assert connect("203.0.113.10", inner["PrivateIpAddress"], 22)["result"] == "Blocked"
assert connect(bastion_interface, inner["PrivateIpAddress"], 22)["result"] == "Reachable"
assert connect(inner_interface, "203.0.113.10", 443)["result"] == "Blocked"

# 11: the private instance lists and reads the bucket, through the endpoint alone
reader = s3_from(inner_interface)
assert reader.list_objects_v2(Bucket="boto3-lab")["KeyCount"] == 1
answer = reader.get_object(Bucket="boto3-lab", Key="hello.txt")
assert answer["Body"].read() == b"Hello"
assert answer["ResponseMetadata"]["HTTPHeaders"]["x-endpointlab-via"] == endpoint
ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, PolicyDocument='{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"*"}]}')
message = refused("AccessDenied", reader.get_object, Bucket="boto3-lab", Key="hello.txt")
assert "no VPC endpoint policy allows the s3:GetObject action" in message, message
ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, ResetPolicy=True)
assert reader.get_object(Bucket="boto3-lab", Key="hello.txt")["Body"].read() == b"Hello"

# And away with it, in the order that AWS asks for
refused("DependencyViolation", ec2.delete_vpc, VpcId=vpc)
assert ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])["Unsuccessful"] == []
dropped(reader.get_object, Bucket="boto3-lab", Key="hello.txt")
ec2.terminate_instances(InstanceIds=instances)
wait("instance_terminated", InstanceIds=instances)
refused("BucketNotEmpty", s3.delete_bucket, Bucket="boto3-lab")
s3.delete_object(Bucket="boto3-lab", Key="hello.txt")
s3.delete_bucket(Bucket="boto3-lab")
ec2.delete_key_pair(KeyName="lab")
refused("DependencyViolation", ec2.delete_security_group, GroupId=public_group)
for group in (private_group, public_group):
    ec2.delete_security_group(GroupId=group)
for subnet in (public, private):
    ec2.delete_subnet(SubnetId=subnet)
for table in (rt1, rt2):
    ec2.delete_route_table(RouteTableId=table)
ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
ec2.delete_internet_gateway(InternetGatewayId=gateway)
ec2.delete_vpc(VpcId=vpc)
refused("InvalidVpcID.NotFound", ec2.describe_vpcs, VpcIds=[vpc])
print("done")
