"""Who calls: roles, their policies and boundaries, instances that have one, and roles that are assumed."""
import json

import boto3
from lab_client import CONFIG, IN_NETWORK, ec2, iam, lab, model, refused, sts

ACCOUNT = "123456789012"
BUCKET = "identities-bucket"
READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
s3 = boto3.client("s3", config=CONFIG)


def document(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trust(**principal):
    return json.dumps(document({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}))


def allow(action, resource="*"):
    return document({"Effect": "Allow", "Action": action, "Resource": resource})


def client(service, keys, config=CONFIG):
    return boto3.client(
        service, config=config, aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys.get("SessionToken"))


s3.create_bucket(Bucket=BUCKET)
s3.put_object(Bucket=BUCKET, Key="hello.txt", Body=b"Hello")

# A role, and what is read of it
tags = [{"Key": "Lab", "Value": "a"}]
role = iam.create_role(
    RoleName="Reader", Path="/endpointlab/", AssumeRolePolicyDocument=trust(Service="ec2.amazonaws.com"), Description="reads",
    Tags=tags)["Role"]
assert role["Arn"] == f"arn:aws:iam::{ACCOUNT}:role/endpointlab/Reader" and role["MaxSessionDuration"] == 3600, role
assert iam.get_role(RoleName="Reader")["Role"] == role
assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": "ec2.amazonaws.com"}
refused("EntityAlreadyExists", iam.create_role, RoleName="Reader", AssumeRolePolicyDocument=trust(Service="ec2.amazonaws.com"))
refused("MalformedPolicyDocument", iam.create_role, RoleName="None", AssumeRolePolicyDocument=json.dumps(allow("s3:*")))
refused("NoSuchEntity", iam.get_role, RoleName="None")
iam.update_role(RoleName="Reader", Description="still reads", MaxSessionDuration=7200)
assert iam.get_role(RoleName="Reader")["Role"]["Description"] == "still reads"
iam.tag_role(RoleName="Reader", Tags=[{"Key": "Name", "Value": "b"}])
iam.untag_role(RoleName="Reader", TagKeys=["Lab"])
assert iam.list_role_tags(RoleName="Reader")["Tags"] == [{"Key": "Name", "Value": "b"}]
assert [one["RoleName"] for one in iam.list_roles(PathPrefix="/endpointlab/")["Roles"]] == ["Reader"]

# Its policies
one = allow("s3:GetObject", f"arn:aws:s3:::{BUCKET}/*")
iam.put_role_policy(RoleName="Reader", PolicyName="read", PolicyDocument=json.dumps(one))
assert iam.get_role_policy(RoleName="Reader", PolicyName="read")["PolicyDocument"] == one
assert iam.list_role_policies(RoleName="Reader")["PolicyNames"] == ["read"]
policy = iam.create_policy(PolicyName="Lists", PolicyDocument=json.dumps(allow("s3:ListBucket")))["Policy"]
version = iam.create_policy_version(
    PolicyArn=policy["Arn"], PolicyDocument=json.dumps(allow("s3:List*")), SetAsDefault=True)["PolicyVersion"]
assert iam.get_policy(PolicyArn=policy["Arn"])["Policy"]["DefaultVersionId"] == version["VersionId"] == "v2"
assert iam.get_policy_version(PolicyArn=policy["Arn"], VersionId="v2")["PolicyVersion"]["Document"] == allow("s3:List*")
iam.set_default_policy_version(PolicyArn=policy["Arn"], VersionId="v1")
iam.delete_policy_version(PolicyArn=policy["Arn"], VersionId="v2")
assert [one["VersionId"] for one in iam.list_policy_versions(PolicyArn=policy["Arn"])["Versions"]] == ["v1"]
iam.attach_role_policy(RoleName="Reader", PolicyArn=policy["Arn"])
attached = iam.list_attached_role_policies(RoleName="Reader")["AttachedPolicies"]
assert attached == [{"PolicyName": "Lists", "PolicyArn": policy["Arn"]}], attached
assert iam.list_entities_for_policy(PolicyArn=policy["Arn"])["PolicyRoles"][0]["RoleName"] == "Reader"
assert {one["Arn"] for one in iam.list_policies(Scope="Local", OnlyAttached=True)["Policies"]} == {policy["Arn"]}

# An instance that has it
iam.create_instance_profile(InstanceProfileName="Reader", Path="/endpointlab/")
iam.add_role_to_instance_profile(InstanceProfileName="Reader", RoleName="Reader")
profile = iam.get_instance_profile(InstanceProfileName="Reader")["InstanceProfile"]
assert profile["Roles"][0]["Arn"] == role["Arn"]
assert iam.list_instance_profiles_for_role(RoleName="Reader")["InstanceProfiles"][0]["Arn"] == profile["Arn"]
assert iam.list_instance_profiles()["InstanceProfiles"][0]["InstanceProfileId"] == profile["InstanceProfileId"]
image = ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "architecture", "Values": ["x86_64"]}])["Images"][0]["ImageId"]
launch = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
refused("InvalidParameterValue", ec2.run_instances, **launch, IamInstanceProfile={"Name": "None"})
instance = ec2.run_instances(**launch, IamInstanceProfile={"Name": "Reader"})["Instances"][0]["InstanceId"]
described = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
assert described["IamInstanceProfile"] == {"Arn": profile["Arn"], "Id": profile["InstanceProfileId"]}
keys = lab("credentials", **{"from": described["NetworkInterfaces"][0]["NetworkInterfaceId"]})
keys = {"AccessKeyId": keys["accessKeyId"], "SecretAccessKey": keys["secretAccessKey"], "SessionToken": keys["token"]}
caller = client("sts", keys).get_caller_identity()
assert caller["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Reader/{instance}", caller
assert caller["UserId"] == f"{role['RoleId']}:{instance}", caller
inside = client("s3", keys, IN_NETWORK)
assert inside.get_object(Bucket=BUCKET, Key="hello.txt")["Body"].read() == b"Hello"
assert inside.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 1
refused("AccessDenied", inside.delete_object, Bucket=BUCKET, Key="hello.txt")
iam.put_role_permissions_boundary(RoleName="Reader", PermissionsBoundary=policy["Arn"])
assert iam.get_role(RoleName="Reader")["Role"]["PermissionsBoundary"]["PermissionsBoundaryArn"] == policy["Arn"]
assert "permissions boundary" in refused("AccessDenied", inside.get_object, Bucket=BUCKET, Key="hello.txt")
iam.delete_role_permissions_boundary(RoleName="Reader")

# The association
association = ec2.describe_iam_instance_profile_associations(
    Filters=[{"Name": "instance-id", "Values": [instance]}])["IamInstanceProfileAssociations"][0]
ec2.disassociate_iam_instance_profile(AssociationId=association["AssociationId"])
assert not ec2.describe_iam_instance_profile_associations()["IamInstanceProfileAssociations"]
again = ec2.associate_iam_instance_profile(InstanceId=instance, IamInstanceProfile={"Arn": profile["Arn"]})["IamInstanceProfileAssociation"]
ec2.replace_iam_instance_profile_association(AssociationId=again["AssociationId"], IamInstanceProfile={"Name": "Reader"})
model.all_answered("IamInstanceProfile")

# A role that another identity assumes, and a user
refused("AccessDenied", sts.assume_role, RoleArn=role["Arn"], RoleSessionName="me")
iam.update_assume_role_policy(RoleName="Reader", PolicyDocument=trust(AWS=ACCOUNT))
assumed = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="me", DurationSeconds=900)
assert assumed["AssumedRoleUser"]["AssumedRoleId"] == f"{role['RoleId']}:me"
assert client("s3", assumed["Credentials"]).get_object(Bucket=BUCKET, Key="hello.txt")["ContentLength"] == 5
iam.create_user(UserName="alice")
key = iam.create_access_key(UserName="alice")["AccessKey"]
alice = client("s3", key)
refused("AccessDenied", alice.list_buckets)
iam.attach_user_policy(UserName="alice", PolicyArn=READ)
assert iam.list_attached_user_policies(UserName="alice")["AttachedPolicies"][0]["PolicyArn"] == READ
assert [bucket["Name"] for bucket in alice.list_buckets()["Buckets"]] == [BUCKET]
iam.put_user_policy(UserName="alice", PolicyName="p", PolicyDocument=json.dumps(one))
assert iam.get_user_policy(UserName="alice", PolicyName="p")["PolicyDocument"] == one
assert iam.list_user_policies(UserName="alice")["PolicyNames"] == ["p"] and iam.list_groups_for_user(UserName="alice")["Groups"] == []
assert iam.get_user()["User"]["UserName"] == "endpointlab"
assert {user["UserName"] for user in iam.list_users()["Users"]} == {"alice", "endpointlab"}

# All of it goes
iam.detach_user_policy(UserName="alice", PolicyArn=READ)
iam.delete_user_policy(UserName="alice", PolicyName="p")
iam.delete_access_key(UserName="alice", AccessKeyId=key["AccessKeyId"])
iam.delete_user(UserName="alice")
iam.remove_role_from_instance_profile(InstanceProfileName="Reader", RoleName="Reader")
iam.delete_instance_profile(InstanceProfileName="Reader")
iam.detach_role_policy(RoleName="Reader", PolicyArn=policy["Arn"])
iam.delete_role_policy(RoleName="Reader", PolicyName="read")
iam.delete_role(RoleName="Reader")
iam.delete_policy(PolicyArn=policy["Arn"])
print("done")
