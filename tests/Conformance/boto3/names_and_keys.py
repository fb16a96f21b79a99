"""What names mean in a VPC, by hosted zones and the DNS firewall; and objects that S3 encrypts with a key of KMS."""
import boto3
from lab_client import CONFIG, connect, ec2, refused, s3

route53, resolver, kms = (boto3.client(name, config=CONFIG) for name in ("route53", "route53resolver", "kms"))

vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
image = ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "architecture", "Values": ["x86_64"]}])["Images"][0]["ImageId"]
instance = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1, SubnetId=subnet)["Instances"][0]
interface, address = instance["NetworkInterfaces"][0]["NetworkInterfaceId"], instance["PrivateIpAddress"]
ec2.get_waiter("instance_running").wait(InstanceIds=[instance["InstanceId"]], WaiterConfig={"Delay": 1, "MaxAttempts": 30})

# A private hosted zone
made = route53.create_hosted_zone(Name="lab.example", VPC={"VPCRegion": "us-east-1", "VPCId": vpc}, CallerReference="once")
zone = made["HostedZone"]["Id"]
record = {"Name": "*.lab.example", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": address}]}
change = route53.change_resource_record_sets(
    HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]})["ChangeInfo"]["Id"]
route53.get_waiter("resource_record_sets_changed").wait(Id=change, WaiterConfig={"Delay": 1, "MaxAttempts": 3})
assert connect(interface, "host.lab.example", 22)["address"] == address
assert [one["Type"] for one in route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]] == ["NS", "SOA", "A"]
assert route53.list_hosted_zones_by_vpc(VPCId=vpc, VPCRegion="us-east-1")["HostedZoneSummaries"][0]["Name"] == "lab.example."
refused("LastVPCAssociation", route53.disassociate_vpc_from_hosted_zone, HostedZoneId=zone, VPC={"VPCRegion": "us-east-1", "VPCId": vpc})
refused("HostedZoneNotEmpty", route53.delete_hosted_zone, Id=zone)

# The DNS firewall
domains = resolver.create_firewall_domain_list(CreatorRequestId="once", Name="lab")["FirewallDomainList"]["Id"]
resolver.update_firewall_domains(FirewallDomainListId=domains, Operation="ADD", Domains=["*.lab.example"])
group = resolver.create_firewall_rule_group(CreatorRequestId="once", Name="lab")["FirewallRuleGroup"]["Id"]
resolver.create_firewall_rule(CreatorRequestId="once", FirewallRuleGroupId=group, FirewallDomainListId=domains, Priority=1,
                              Action="BLOCK", BlockResponse="NXDOMAIN", Name="no")
association = resolver.associate_firewall_rule_group(
    CreatorRequestId="once", FirewallRuleGroupId=group, VpcId=vpc, Priority=101, Name="lab")["FirewallRuleGroupAssociation"]["Id"]
stopped = connect(interface, "host.lab.example", 22)["stoppedBy"]
assert association in stopped and group in stopped, stopped
found = resolver.list_firewall_rule_group_associations(VpcId=vpc)["FirewallRuleGroupAssociations"]
assert [one["Id"] for one in found] == [association], found
refused("ConflictException", resolver.delete_firewall_rule_group, FirewallRuleGroupId=group)

# Keys
key = kms.create_key(Description="lab")["KeyMetadata"]["Arn"]
kms.create_alias(AliasName="alias/boto3", TargetKeyId=key)
s3.create_bucket(Bucket="boto3-keys")
put = s3.put_object(Bucket="boto3-keys", Key="a", Body=b"a", ServerSideEncryption="aws:kms", SSEKMSKeyId="alias/boto3")
assert put["SSEKMSKeyId"] == key, put
assert s3.get_object(Bucket="boto3-keys", Key="a")["SSEKMSKeyId"] == key
kms.disable_key(KeyId=key)
assert "is disabled" in refused("KMS.DisabledException", s3.get_object, Bucket="boto3-keys", Key="a")
refused("NotFoundException", kms.describe_key, KeyId="alias/none")
print("done")
