# What comes in and goes out through appliances, peerings with other Regions and accounts, and no DHCP options at all.
param($Url, $Folder)
$vpc = New-LabVpc 10.0.0.0/16 -Name inspected
$null = query AssociateDhcpOptions @{ VpcId = $vpc.VpcId; DhcpOptionsId = 'default' }
$servers = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -AvailabilityZone us-east-1a -Name servers
$appliances = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24 -AvailabilityZone us-east-1a -Name appliances
$gateway = New-LabInternetGateway -Name edge | Add-LabInternetGateway -Vpc $vpc
$arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/firewall/50dc6c495c0c9188'
$service = New-EndpointService $arn -AcceptanceRequired:$false | Wait-EndpointState
$endpoint = $appliances | Add-GatewayLoadBalancerEndpoint -Service $service -Name firewall | Wait-EndpointState
$null = $vpc | New-LabRouteTable -Name servers | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -Endpoint $endpoint | Register-LabRouteTable -Subnet $servers
$null = $vpc | New-LabRouteTable -Name appliances | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway |
    Register-LabRouteTable -Subnet $appliances
$in = $vpc | New-LabRouteTable -Name in | Add-LabRoute -DestinationCidrBlock 10.0.1.0/24 -Endpoint $endpoint
$null = query AssociateRouteTable @{ RouteTableId = $in.RouteTableId; GatewayId = $gateway.InternetGatewayId }

function peer($asking, $asked) {
    $peering = first (query CreateVpcPeeringConnection @{
        VpcId = $asking.Id; PeerVpcId = $asked.Id; PeerRegion = $asked.Region; PeerOwnerId = $asked.Account
    } $asking.Region $asking.Account) vpcPeeringConnectionId
    $null = query AcceptVpcPeeringConnection @{ VpcPeeringConnectionId = $peering } $asked.Region $asked.Account
    $null = query CreateRoute @{ RouteTableId = $main; DestinationCidrBlock = $args[0]; VpcPeeringConnectionId = $peering }
}
function other($block, $region, $account) {
    @{ Id = first (query CreateVpc @{ CidrBlock = $block } $region $account) vpcId; Region = $region; Account = $account }
}
$account = $session.AccountId
$own = @{ Id = $vpc.VpcId; Region = 'us-east-1'; Account = $account }
$main = (Get-LabRouteTable -Vpc $vpc | Where-Object Main).RouteTableId
peer $own (other 10.1.0.0/16 eu-west-1 $account) 10.1.0.0/16
peer (other 10.2.0.0/16 eu-west-1 $account) $own 10.2.0.0/16
peer $own (other 10.3.0.0/16 us-east-1 210987654321) 10.3.0.0/16
peer (other 10.4.0.0/16 us-east-1 210987654321) $own 10.4.0.0/16
peer (other 10.5.0.0/16 eu-west-1 210987654321) $own 10.5.0.0/16
