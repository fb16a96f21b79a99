"""Both sides of PrivateLink: a provider's service, whom it admits, the connections to it, and what topics are told of them."""
from lab_client import ec2 as consumer, ec2_of, lab, model, refused

NO = "0123456789abcdef0"
CONSUMER, PROVIDER = "123456789012", "222222222222"
BALANCER = f"arn:aws:elasticloadbalancing:us-east-1:{PROVIDER}:loadbalancer/net/%s/0123456789abcdef"
TOPIC = "arn:aws:sns:us-east-1:%s:connections"

provider = ec2_of(PROVIDER)


def configuration(service):
    return provider.describe_vpc_endpoint_service_configurations(ServiceIds=[service])["ServiceConfigurations"][0]


def state(endpoint):
    return consumer.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]["State"]


def connection(endpoint):
    found = provider.describe_vpc_endpoint_connections(Filters=[{"Name": "vpc-endpoint-id", "Values": [endpoint]}])
    return found["VpcEndpointConnections"][0]


def unsuccessful(answer):
    return {item["ResourceId"]: item["Error"]["Code"] for item in answer["Unsuccessful"]}


# The service: pending first, its own by default, acceptance required unless it says otherwise
new = {"NetworkLoadBalancerArns": [BALANCER % "one"], "PrivateDnsName": "api.example.com", "SupportedIpAddressTypes": ["ipv4"]}
refused("DryRunOperation", provider.create_vpc_endpoint_service_configuration, **new, DryRun=True)
refused("InvalidNetworkLoadBalancerArn.NotFound", provider.create_vpc_endpoint_service_configuration, NetworkLoadBalancerArns=["arn:none"])
refused("InvalidParameter", provider.create_vpc_endpoint_service_configuration)
tags = [{"ResourceType": "vpc-endpoint-service", "Tags": [{"Key": "Name", "Value": "api"}]}]
created = provider.create_vpc_endpoint_service_configuration(**new, ClientToken="once", TagSpecifications=tags)
assert created["ClientToken"] == "once" and created["ServiceConfiguration"]["ServiceState"] == "Pending", created
assert created == provider.create_vpc_endpoint_service_configuration(**new, ClientToken="once", TagSpecifications=tags) | {
    "ResponseMetadata": created["ResponseMetadata"]}
refused("IdempotentParameterMismatch", provider.create_vpc_endpoint_service_configuration, ClientToken="once", **new)
service, name = created["ServiceConfiguration"]["ServiceId"], created["ServiceConfiguration"]["ServiceName"]
assert name == f"com.amazonaws.vpce.us-east-1.{service}"
assert configuration(service)["ServiceState"] == "Available" and configuration(service)["AcceptanceRequired"]
assert configuration(service)["ServiceType"] == [{"ServiceType": "Interface"}]
assert configuration(service)["Tags"] == [{"Key": "Name", "Value": "api"}]
refused("InvalidVpcEndpointServiceId.NotFound", consumer.describe_vpc_endpoint_service_configurations, ServiceIds=[service])
refused("InvalidVpcEndpointServiceId.Malformed", provider.describe_vpc_endpoint_service_configurations, ServiceIds=["vpce-svc-none"])

# Its private name, proved by a record
proof = configuration(service)["PrivateDnsNameConfiguration"]
assert proof["State"] == "pendingVerification" and proof["Type"] == "TXT" and proof["Value"].startswith("vpce:"), proof
refused("DryRunOperation", provider.start_vpc_endpoint_service_private_dns_verification, ServiceId=service, DryRun=True)
assert provider.start_vpc_endpoint_service_private_dns_verification(ServiceId=service)["ReturnValue"]
assert configuration(service)["PrivateDnsNameConfiguration"]["State"] == "verified"

# Changes
assert provider.modify_vpc_endpoint_service_configuration(
    ServiceId=service, AddNetworkLoadBalancerArns=[BALANCER % "two"], RemoveNetworkLoadBalancerArns=[BALANCER % "one"],
    AddSupportedIpAddressTypes=["ipv6"], AddSupportedRegions=["eu-west-1"])["Return"]
assert configuration(service)["NetworkLoadBalancerArns"] == [BALANCER % "two"]
assert set(configuration(service)["SupportedIpAddressTypes"]) == {"ipv4", "ipv6"}
assert {region["Region"] for region in configuration(service)["SupportedRegions"]} == {"us-east-1", "eu-west-1"}
provider.modify_vpc_endpoint_service_configuration(
    ServiceId=service, RemoveSupportedIpAddressTypes=["ipv6"], RemoveSupportedRegions=["eu-west-1"], AcceptanceRequired=False)
assert not configuration(service)["AcceptanceRequired"]
provider.modify_vpc_endpoint_service_configuration(ServiceId=service, AcceptanceRequired=True)
refused("InvalidParameter", provider.modify_vpc_endpoint_service_configuration,
        ServiceId=service, RemoveNetworkLoadBalancerArns=[BALANCER % "two"])
assert provider.modify_vpc_endpoint_service_payer_responsibility(ServiceId=service, PayerResponsibility="ServiceOwner")["ReturnValue"]
assert configuration(service)["PayerResponsibility"] == "ServiceOwner"

# Nobody is admitted until somebody is
vpc = consumer.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
subnet = consumer.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
wanted = {"VpcEndpointType": "Interface", "VpcId": vpc, "ServiceName": name, "SubnetIds": [subnet]}
refused("InvalidServiceName", consumer.create_vpc_endpoint, **wanted)
refused("InvalidServiceName", consumer.describe_vpc_endpoint_services, ServiceNames=[name])
root = f"arn:aws:iam::{CONSUMER}:root"
role = f"arn:aws:iam::{CONSUMER}:role/reader"
added = provider.modify_vpc_endpoint_service_permissions(ServiceId=service, AddAllowedPrincipals=[root, role])
assert added["ReturnValue"] and {p["Principal"]: p["PrincipalType"] for p in added["AddedPrincipals"]} == {root: "Account", role: "Role"}
provider.modify_vpc_endpoint_service_permissions(ServiceId=service, RemoveAllowedPrincipals=[role])
allowed = provider.describe_vpc_endpoint_service_permissions(ServiceId=service)["AllowedPrincipals"]
assert [(p["Principal"], p["ServiceId"]) for p in allowed] == [(root, service)], allowed
refused("InvalidPrincipal", provider.modify_vpc_endpoint_service_permissions, ServiceId=service, AddAllowedPrincipals=["arn:nobody"])
offer = consumer.describe_vpc_endpoint_services(ServiceNames=[name])
assert offer["ServiceNames"] == [name]
detail = offer["ServiceDetails"][0]
assert detail["Owner"] == PROVIDER and detail["AcceptanceRequired"] and not detail["VpcEndpointPolicySupported"], detail
assert detail["PrivateDnsNameVerificationState"] == "verified" and detail["PayerResponsibility"] == "ServiceOwner", detail

# Topics, told of connections
events = ["Accept", "Connect", "Delete", "Reject"]
notified = provider.create_vpc_endpoint_connection_notification(
    ServiceId=service, ConnectionNotificationArn=TOPIC % PROVIDER, ConnectionEvents=events, ClientToken="once")
assert notified["ClientToken"] == "once" and set(notified["ConnectionNotification"]["ConnectionEvents"]) == set(events)
notification = notified["ConnectionNotification"]["ConnectionNotificationId"]
assert provider.modify_vpc_endpoint_connection_notification(
    ConnectionNotificationId=notification, ConnectionNotificationArn=TOPIC % PROVIDER + "-2", ConnectionEvents=["Connect"])["ReturnValue"]
found = provider.describe_vpc_endpoint_connection_notifications(ConnectionNotificationId=notification)["ConnectionNotificationSet"]
assert [(n["ConnectionNotificationArn"], n["ConnectionEvents"]) for n in found] == [(TOPIC % PROVIDER + "-2", ["Connect"])], found
assert found[0]["ConnectionNotificationState"] == "Enabled" and found[0]["ConnectionNotificationType"] == "Topic"

# The consumer's endpoints wait for the provider
refused("InvalidParameter", consumer.create_vpc_endpoint, **wanted, PrivateDnsEnabled=True)
taken, refused_one, late, unanswered = (consumer.create_vpc_endpoint(**wanted)["VpcEndpoint"]["VpcEndpointId"] for _ in range(4))
assert {state(one) for one in (taken, refused_one, late, unanswered)} == {"pendingAcceptance"}
assert connection(taken)["VpcEndpointOwner"] == CONSUMER and connection(taken)["VpcEndpointState"] == "pendingAcceptance"
assert connection(taken)["ServiceId"] == service and connection(taken)["VpcEndpointRegion"] == "us-east-1"
assert consumer.describe_vpc_endpoint_connections()["VpcEndpointConnections"] == []
refused("DryRunOperation", provider.accept_vpc_endpoint_connections, ServiceId=service, VpcEndpointIds=[taken], DryRun=True)
no = f"vpce-{NO}"
answer = provider.accept_vpc_endpoint_connections(ServiceId=service, VpcEndpointIds=[taken, no])
assert unsuccessful(answer) == {no: "InvalidVpcEndpoint.NotFound"}
assert state(taken) == connection(taken)["VpcEndpointState"] == "available"
answer = provider.reject_vpc_endpoint_connections(ServiceId=service, VpcEndpointIds=[refused_one, no])
assert unsuccessful(answer) == {no: "InvalidVpcEndpoint.NotFound"}
assert state(refused_one) == "rejected"
answer = provider.accept_vpc_endpoint_connections(ServiceId=service, VpcEndpointIds=[refused_one])
assert unsuccessful(answer) == {refused_one: "IncorrectState"}
refused("InvalidVpcEndpointServiceId.NotFound", consumer.accept_vpc_endpoint_connections, ServiceId=service, VpcEndpointIds=[late])
provider.modify_vpc_endpoint_service_permissions(ServiceId=service, RemoveAllowedPrincipals=[root])
assert state(taken) == "available", "who is no longer admitted keeps what connections it has"
assert provider.accept_vpc_endpoint_connections(ServiceId=service, VpcEndpointIds=[late])["Unsuccessful"] == []
lab("clock", advance=8 * 86400)
assert state(unanswered) == connection(unanswered)["VpcEndpointState"] == "expired"
states = provider.describe_vpc_endpoint_connections(Filters=[{"Name": "vpc-endpoint-state", "Values": ["available", "rejected"]}])
assert {c["VpcEndpointId"] for c in states["VpcEndpointConnections"]} == {taken, late, refused_one}

# The consumer is told as well
told = consumer.create_vpc_endpoint_connection_notification(
    VpcEndpointId=taken, ConnectionNotificationArn=TOPIC % CONSUMER, ConnectionEvents=["Accept"])["ConnectionNotification"]
assert told["VpcEndpointId"] == taken and "ServiceId" not in told
assert [n["ConnectionNotificationId"] for n in consumer.describe_vpc_endpoint_connection_notifications(
    Filters=[{"Name": "vpc-endpoint-id", "Values": [taken]}])["ConnectionNotificationSet"]] == [told["ConnectionNotificationId"]]

# And away with it: connections first
gone = f"vpce-svc-{NO}"
answer = provider.delete_vpc_endpoint_service_configurations(ServiceIds=[service, gone])
assert unsuccessful(answer) == {service: "ExistingVpcEndpointConnections", gone: "InvalidVpcEndpointService.NotFound"}
missing = f"vpce-nfn-{NO}"
answer = provider.delete_vpc_endpoint_connection_notifications(ConnectionNotificationIds=[notification, missing])
assert list(unsuccessful(answer)) == [missing], answer
assert provider.describe_vpc_endpoint_connection_notifications()["ConnectionNotificationSet"] == []
assert provider.reject_vpc_endpoint_connections(ServiceId=service, VpcEndpointIds=[late])["Unsuccessful"] == []
assert consumer.delete_vpc_endpoints(VpcEndpointIds=[taken, refused_one, late, unanswered])["Unsuccessful"] == []
assert provider.delete_vpc_endpoint_service_configurations(ServiceIds=[service])["Unsuccessful"] == []
assert configuration(service)["ServiceState"] == "Deleted"
lab("clock", advance=120)
refused("InvalidVpcEndpointServiceId.NotFound", provider.describe_vpc_endpoint_service_configurations, ServiceIds=[service])
assert provider.describe_vpc_endpoint_connections()["VpcEndpointConnections"] == []
consumer.delete_subnet(SubnetId=subnet)
consumer.delete_vpc(VpcId=vpc)
for text in ("VpcEndpointService", "VpcEndpointConnection"):
    model.all_answered(text)
print("done")
