# What comes in and goes out through appliances, and no DHCP options at all.
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
