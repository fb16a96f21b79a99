"""boto3's waiters over what the lab makes: each returns once the state is there, and fails as AWS would have it fail."""
from botocore.exceptions import WaiterError
from lab_client import ec2, lab, ssm, wait

NO = "0123456789abcdef0"


def never(name, reason, **arguments):
    """The waiter has to give up at once."""
    try:
        ec2.get_waiter(name).wait(WaiterConfig={"Delay": 1, "MaxAttempts": 1}, **arguments)
    except WaiterError as error:
        assert reason in str(error), error
        return
    raise AssertionError(f"{name} has waited for nothing")


def passes(name, delay, **arguments):
    """The waiter has to wait until the delay is over, and no longer."""
    never(name, "Max attempts exceeded", **arguments)
    lab("clock", advance=delay)
    wait(name, **arguments)


# Nothing goes on by itself
lab("lifecycle", lifecycle="Realistic")
lab("clock", freeze=True)
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
wait("vpc_exists", VpcIds=[vpc])
passes("vpc_available", 1, VpcIds=[vpc])
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
wait("subnet_available", SubnetIds=[subnet])
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
wait("internet_gateway_exists", InternetGatewayIds=[gateway])
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
group = ec2.create_security_group(GroupName="g", Description="d", VpcId=vpc)["GroupId"]
wait("security_group_exists", GroupIds=[group])
ec2.create_key_pair(KeyName="key")
wait("key_pair_exists", KeyNames=["key"])
interface = ec2.create_network_interface(SubnetId=subnet, Groups=[group])["NetworkInterface"]["NetworkInterfaceId"]
wait("network_interface_available", NetworkInterfaceIds=[interface])

# What isn't there never comes to be
never("vpc_exists", "Max attempts exceeded", VpcIds=[f"vpc-{NO}"])
never("vpc_available", "InvalidVpcID.NotFound", VpcIds=[f"vpc-{NO}"])
never("security_group_exists", "Max attempts exceeded", GroupIds=[f"sg-{NO}"])
never("internet_gateway_exists", "InvalidInternetGatewayID.NotFound", InternetGatewayIds=[f"igw-{NO}"])  # the waiter knows another code
never("key_pair_exists", "Max attempts exceeded", KeyNames=["none"])
never("instance_exists", "Max attempts exceeded", InstanceIds=[f"i-{NO}"])
never("nat_gateway_available", "Max attempts exceeded", NatGatewayIds=[f"nat-{NO}"])
never("network_interface_available", "InvalidNetworkInterfaceID.NotFound", NetworkInterfaceIds=[f"eni-{NO}"])

# A NAT gateway
address = ec2.allocate_address(Domain="vpc")["AllocationId"]
nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
passes("nat_gateway_available", 100, NatGatewayIds=[nat])
ec2.delete_nat_gateway(NatGatewayId=nat)
passes("nat_gateway_deleted", 45, NatGatewayIds=[nat])
never("nat_gateway_available", "Waiter encountered a terminal failure state", NatGatewayIds=[nat])
wait("nat_gateway_deleted", NatGatewayIds=[f"nat-{NO}"])

# An instance and its volume
image = ssm.get_parameter(Name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")["Parameter"]["Value"]
wait("image_exists", ImageIds=[image])
wait("image_available", ImageIds=[image])
instance = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1, SubnetId=subnet)["Instances"][0]["InstanceId"]
wait("instance_exists", InstanceIds=[instance])
passes("instance_running", 15, InstanceIds=[instance])
volume = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
wait("volume_in_use", VolumeIds=[volume])
passes("instance_status_ok", 120, InstanceIds=[instance])
wait("system_status_ok", InstanceIds=[instance])
ec2.stop_instances(InstanceIds=[instance])
passes("instance_stopped", 30, InstanceIds=[instance])
ec2.terminate_instances(InstanceIds=[instance])
lab("clock", advance=30)
wait("instance_terminated", InstanceIds=[instance])
wait("volume_deleted", VolumeIds=[volume])
never("instance_running", "Waiter encountered a terminal failure state", InstanceIds=[instance])
print("done")
