#!/usr/bin/env bash
# Every command of aws-cli that endpoints have, for a consumer and a provider in two accounts.
set -euo pipefail

is() { [ "$2" = "$3" ] || { echo "$1 is '$2', not '$3'" >&2; exit 1; }; }
refused() {
    local code=$1 message
    shift
    if message=$("$@" 2>&1); then echo "not refused: $*" >&2; exit 1; fi
    case $message in *"($code)"*) ;; *) echo "not $code: $message" >&2; exit 1 ;; esac
}
consumer() { AWS_ACCESS_KEY_ID=111111111111 aws ec2 "$@" --output text; }
provider() { AWS_ACCESS_KEY_ID=222222222222 aws ec2 "$@" --output text; }
endpoint() { consumer describe-vpc-endpoints --vpc-endpoint-ids "$1" --query "VpcEndpoints[0].$2"; }
s3=com.amazonaws.us-east-1.s3
balancer=arn:aws:elasticloadbalancing:us-east-1:222222222222:loadbalancer/net/lab/0123456789abcdef
topic=arn:aws:sns:us-east-1:222222222222:lab
policy='{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}'

# The consumer's network, and the provider's service with its private name
vpc=$(consumer create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId)
consumer wait vpc-available --vpc-ids "$vpc"
subnet=$(consumer create-subnet --vpc-id "$vpc" --cidr-block 10.0.1.0/24 --query Subnet.SubnetId)
consumer wait subnet-available --subnet-ids "$subnet"
table=$(consumer create-route-table --vpc-id "$vpc" --query RouteTable.RouteTableId)
read -r service name <<<"$(provider create-vpc-endpoint-service-configuration --network-load-balancer-arns $balancer \
    --private-dns-name api.example.com --tag-specifications 'ResourceType=vpc-endpoint-service,Tags=[{Key=Name,Value=api}]' \
    --query 'ServiceConfiguration.[ServiceId,ServiceName]')"
is verification "$(provider start-vpc-endpoint-service-private-dns-verification --service-id "$service")" True
is service "$(provider describe-vpc-endpoint-service-configurations --service-ids "$service" \
    --query 'ServiceConfigurations[0].[ServiceState,PrivateDnsNameConfiguration.State,AcceptanceRequired,Tags[0].Value]')" \
    $'Available\tverified\tTrue\tapi'

# A gateway endpoint
refused DryRunOperation consumer create-vpc-endpoint --vpc-id "$vpc" --service-name $s3 --dry-run
gateway=$(consumer create-vpc-endpoint --vpc-id "$vpc" --service-name $s3 --client-token once --query VpcEndpoint.VpcEndpointId)
is replay "$(consumer create-vpc-endpoint --vpc-id "$vpc" --service-name $s3 --client-token once --query VpcEndpoint.VpcEndpointId)" \
    "$gateway"
refused IdempotentParameterMismatch consumer create-vpc-endpoint --vpc-id "$vpc" --service-name $s3 --client-token once \
    --route-table-ids "$table"
is change "$(consumer modify-vpc-endpoint --vpc-endpoint-id "$gateway" --add-route-table-ids "$table" --policy-document "$policy")" True
is gateway "$(endpoint "$gateway" '[State,VpcEndpointType,RouteTableIds[0],PolicyDocument]')" $'available\tGateway\t'"$table"$'\t'"$policy"

# The provider's service, which admits nobody by itself
is services "$(consumer describe-vpc-endpoint-services --filters Name=service-name,Values=$s3 \
    --query 'sort(ServiceDetails[].ServiceType[0].ServiceType)')" \
    $'Gateway\tInterface'
refused InvalidServiceName consumer create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc" --service-name "$name"
is permission "$(provider modify-vpc-endpoint-service-permissions --service-id "$service" \
    --add-allowed-principals arn:aws:iam::111111111111:root --query 'AddedPrincipals[].PrincipalType')" Account
is permissions "$(provider describe-vpc-endpoint-service-permissions --service-id "$service" --query 'AllowedPrincipals[].Principal')" \
    arn:aws:iam::111111111111:root
is offer "$(consumer describe-vpc-endpoint-services --service-names "$name" --query 'ServiceDetails[0].[Owner,AcceptanceRequired]')" \
    $'222222222222\tTrue'

# Connections, and a topic that is told of them
notification=$(provider create-vpc-endpoint-connection-notification --service-id "$service" --connection-notification-arn $topic \
    --connection-events Connect Accept --query ConnectionNotification.ConnectionNotificationId)
is change "$(provider modify-vpc-endpoint-connection-notification --connection-notification-id "$notification" \
    --connection-events Reject)" True
is notification "$(provider describe-vpc-endpoint-connection-notifications --connection-notification-id "$notification" \
    --query 'ConnectionNotificationSet[0].[ServiceId,ConnectionEvents[0]]')" "$service"$'\t'Reject
connect() {
    consumer create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc" --service-name "$name" --subnet-ids "$subnet" \
        --query VpcEndpoint.VpcEndpointId
}
one=$(connect)
other=$(connect)
is waiting "$(provider describe-vpc-endpoint-connections --filters "Name=service-id,Values=$service" \
    --query 'VpcEndpointConnections[].[VpcEndpointState,VpcEndpointOwner]')" \
    $'pendingAcceptance\t111111111111\npendingAcceptance\t111111111111'
no=vpce-0123456789abcdef0
is unsuccessful "$(provider accept-vpc-endpoint-connections --service-id "$service" --vpc-endpoint-ids "$one" $no \
    --query 'Unsuccessful[].[ResourceId,Error.Code]')" $no$'\t'InvalidVpcEndpoint.NotFound
is unsuccessful "$(provider reject-vpc-endpoint-connections --service-id "$service" --vpc-endpoint-ids "$other" \
    --query 'length(Unsuccessful)')" 0
is accepted "$(endpoint "$one" State)" available
is rejected "$(endpoint "$other" State)" rejected
is associations "$(consumer describe-vpc-endpoint-associations --query 'length(VpcEndpointAssociations)')" 0
is change "$(provider modify-vpc-endpoint-service-configuration --service-id "$service" --no-acceptance-required)" True
is payer "$(provider modify-vpc-endpoint-service-payer-responsibility --service-id "$service" --payer-responsibility ServiceOwner)" True

# And away with it
is unsuccessful "$(provider delete-vpc-endpoint-service-configurations --service-ids "$service" --query 'Unsuccessful[].Error.Code')" \
    ExistingVpcEndpointConnections
is unsuccessful "$(consumer delete-vpc-endpoints --vpc-endpoint-ids "$gateway" "$one" "$other" --query 'length(Unsuccessful)')" 0
is unsuccessful "$(provider delete-vpc-endpoint-connection-notifications --connection-notification-ids "$notification" \
    --query 'length(Unsuccessful)')" 0
is unsuccessful "$(provider delete-vpc-endpoint-service-configurations --service-ids "$service" --query 'length(Unsuccessful)')" 0
consumer delete-subnet --subnet-id "$subnet" >/dev/null
consumer delete-route-table --route-table-id "$table" >/dev/null
consumer delete-vpc --vpc-id "$vpc" >/dev/null
echo done
