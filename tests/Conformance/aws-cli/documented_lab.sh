#!/usr/bin/env bash
# The documented endpoint lab, step by step, with aws-cli's own waiters and output.
set -euo pipefail

is() { [ "$2" = "$3" ] || { echo "$1 is '$2', not '$3'" >&2; exit 1; }; }
refused() {
    local code=$1 message
    shift
    if message=$("$@" 2>&1); then echo "not refused: $*" >&2; exit 1; fi
    case $message in *"($code)"*) ;; *) echo "not $code: $message" >&2; exit 1 ;; esac
}
ec2() { aws ec2 "$@" --output text; }

is account "$(aws sts get-caller-identity --query Account --output text)" 123456789012

# 1 to 4: VPC, subnets, internet gateway
vpc=$(ec2 create-vpc --cidr-block 10.0.0.0/16 --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=lab}]' --query Vpc.VpcId)
ec2 wait vpc-available --vpc-ids "$vpc"
public=$(ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.0.1.0/24 --query Subnet.SubnetId)
private=$(ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.0.2.0/24 --query Subnet.SubnetId)
ec2 modify-subnet-attribute --subnet-id "$public" --map-public-ip-on-launch
gateway=$(ec2 create-internet-gateway --query InternetGateway.InternetGatewayId)
ec2 attach-internet-gateway --internet-gateway-id "$gateway" --vpc-id "$vpc"

# 5 to 7: route tables
rt1=$(ec2 create-route-table --vpc-id "$vpc" --query RouteTable.RouteTableId)
rt2=$(ec2 create-route-table --vpc-id "$vpc" --query RouteTable.RouteTableId)
is return "$(ec2 create-route --route-table-id "$rt1" --destination-cidr-block 0.0.0.0/0 --gateway-id "$gateway" --query Return)" True
ec2 associate-route-table --route-table-id "$rt1" --subnet-id "$public" >/dev/null
ec2 associate-route-table --route-table-id "$rt2" --subnet-id "$private" >/dev/null

# 8: the gateway endpoint
endpoint=$(ec2 create-vpc-endpoint --vpc-id "$vpc" --service-name com.amazonaws.us-east-1.s3 --route-table-ids "$rt2" --query VpcEndpoint.VpcEndpointId)
is state "$(ec2 describe-vpc-endpoints --vpc-endpoint-ids "$endpoint" --query 'VpcEndpoints[0].State')" available
is route "$(ec2 describe-route-tables --route-table-ids "$rt2" --query 'RouteTables[0].Routes[?DestinationPrefixListId].GatewayId')" "$endpoint"
refused RouteAlreadyExists aws ec2 create-vpc-endpoint --vpc-id "$vpc" --service-name com.amazonaws.us-east-1.s3 --route-table-ids "$rt2"

# 9: bucket, key pair, group, instance
aws s3 mb s3://aws-cli-lab >/dev/null
echo Hello | aws s3 cp - s3://aws-cli-lab/hello.txt
is object "$(aws s3 cp s3://aws-cli-lab/hello.txt -)" Hello
is list "$(aws s3api list-objects-v2 --bucket aws-cli-lab --query 'Contents[].Key' --output text)" hello.txt
ec2 create-key-pair --key-name aws-cli --query KeyFingerprint >/dev/null
group=$(ec2 create-security-group --group-name ssh --description ssh --vpc-id "$vpc" --query GroupId)
ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 22 --cidr 203.0.113.10/32 >/dev/null
image=$(aws ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --query Parameter.Value --output text)
instance=$(ec2 run-instances --image-id "$image" --instance-type t3.micro --subnet-id "$public" --security-group-ids "$group" \
    --key-name aws-cli --query 'Instances[0].InstanceId')
ec2 wait instance-running --instance-ids "$instance"
address=$(ec2 describe-instances --instance-ids "$instance" --query 'Reservations[0].Instances[0].PublicIpAddress')

# 10: the way to log in
probe=$(python3 - "$address" <<'PYTHON'
import json, os, sys, urllib.request
body = json.dumps({"from": "203.0.113.10", "to": sys.argv[1], "port": 22}).encode()
request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"] + "_lab/connect", body, {"Content-Type": "application/json"})
print(json.load(urllib.request.urlopen(request))["result"])
PYTHON
)
is login "$probe" Reachable

# And away with it
refused DependencyViolation aws ec2 delete-vpc --vpc-id "$vpc"
refused InvalidVpcID.NotFound aws ec2 describe-vpcs --vpc-ids vpc-0123456789abcdef0
ec2 terminate-instances --instance-ids "$instance" >/dev/null
ec2 wait instance-terminated --instance-ids "$instance"
ec2 delete-vpc-endpoints --vpc-endpoint-ids "$endpoint" >/dev/null
aws s3 rb --force s3://aws-cli-lab >/dev/null
ec2 delete-key-pair --key-name aws-cli >/dev/null
ec2 delete-security-group --group-id "$group" >/dev/null
for subnet in "$public" "$private"; do ec2 delete-subnet --subnet-id "$subnet"; done
for table in "$rt1" "$rt2"; do ec2 delete-route-table --route-table-id "$table"; done
ec2 detach-internet-gateway --internet-gateway-id "$gateway" --vpc-id "$vpc"
ec2 delete-internet-gateway --internet-gateway-id "$gateway"
ec2 delete-vpc --vpc-id "$vpc"
echo done
