# What a VPC shares with others, and what AWS gives it, changed: options, lists, peerings, VPN, exclusions, interfaces.
param($Url, $Folder)
$vpc = New-LabVpc 10.0.0.0/16 -AmazonProvidedIpv6CidrBlock -Name edges -Tag @{ owner = 'me'; 'team:cost' = '1' }
$id = $vpc.VpcId
$null = query ModifyVpcAttribute @{ VpcId = $id; 'EnableDnsHostnames.Value' = 'true' }
$null = query ModifyVpcAttribute @{ VpcId = $id; 'EnableNetworkAddressUsageMetrics.Value' = 'true' }
$block = { param($n) $vpc.Ipv6CidrBlocks[0] -replace '00::/56$', "0$n::/64" }
$inside = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -AvailabilityZone us-east-1a -Name inside -Ipv6CidrBlock (& $block 1)
$checked = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24 -AvailabilityZone us-east-1b -Name checked
foreach ($attribute in 'EnableDns64', 'EnableResourceNameDnsARecordOnLaunch', 'AssignIpv6AddressOnCreation') {
    $null = query ModifySubnetAttribute @{ SubnetId = $inside.SubnetId; "$attribute.Value" = 'true' }
}
$null = query ModifySubnetAttribute @{ SubnetId = $inside.SubnetId; PrivateDnsHostnameTypeOnLaunch = 'resource-name' }
$gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
$main = Get-LabRouteTable -Vpc $vpc
$null = query CreateTags @{ 'ResourceId.1' = $main.RouteTableId; 'Tag.1.Key' = 'note'; 'Tag.1.Value' = 'main' }
$table = $vpc | New-LabRouteTable -Name table | Register-LabRouteTable -Subnet $inside

# DHCP options.
$options = first (query CreateDhcpOptions @{
    'DhcpConfiguration.1.Key' = 'domain-name'; 'DhcpConfiguration.1.Value.1' = 'corp.example'
    'DhcpConfiguration.2.Key' = 'domain-name-servers'; 'DhcpConfiguration.2.Value.1' = '10.0.1.9'; 'DhcpConfiguration.2.Value.2' = '10.0.2.9'
    'DhcpConfiguration.3.Key' = 'ntp-servers'; 'DhcpConfiguration.3.Value.1' = '169.254.169.123'
    'DhcpConfiguration.4.Key' = 'netbios-node-type'; 'DhcpConfiguration.4.Value.1' = '2'
    'TagSpecification.1.ResourceType' = 'dhcp-options'; 'TagSpecification.1.Tag.1.Key' = 'Name'; 'TagSpecification.1.Tag.1.Value' = 'corp'
}) dhcpOptionsId
$null = query AssociateDhcpOptions @{ VpcId = $id; DhcpOptionsId = $options }

# A prefix list of one's own, in a route and in a rule.
$list = first (query CreateManagedPrefixList @{
    PrefixListName = 'offices'; AddressFamily = 'IPv4'; MaxEntries = '5'
    'Entry.1.Cidr' = '192.0.2.0/24'; 'Entry.1.Description' = 'the "old" ${office}'; 'Entry.2.Cidr' = '198.51.100.0/24'
}) prefixListId
$group = $vpc | New-LabSecurityGroup offices
$null = query AuthorizeSecurityGroupIngress @{
    GroupId = $group.GroupId; 'IpPermissions.1.IpProtocol' = 'tcp'; 'IpPermissions.1.FromPort' = '443'; 'IpPermissions.1.ToPort' = '443'
    'IpPermissions.1.PrefixListIds.1.PrefixListId' = $list
}
$null = query CreateRoute @{ RouteTableId = $table.RouteTableId; DestinationPrefixListId = $list; GatewayId = $gateway.InternetGatewayId }

# A VPN gateway, which the route tables learn from.
$vpn = first (query CreateVpnGateway @{ Type = 'ipsec.1'; AmazonSideAsn = '65001' }) vpnGatewayId
$null = query AttachVpnGateway @{ VpnGatewayId = $vpn; VpcId = $id }
$null = query EnableVgwRoutePropagation @{ RouteTableId = $table.RouteTableId; GatewayId = $vpn }
$null = query EnableVgwRoutePropagation @{ RouteTableId = $main.RouteTableId; GatewayId = $vpn }
$null = query CreateRoute @{ RouteTableId = $table.RouteTableId; DestinationCidrBlock = '172.16.0.0/12'; GatewayId = $vpn }

# One peering that it asked for, and one that it was asked for.
function peer($requester, $accepter, $name) {
    $peering = first (query CreateVpcPeeringConnection @{
        VpcId = $requester; PeerVpcId = $accepter
        'TagSpecification.1.ResourceType' = 'vpc-peering-connection'
        'TagSpecification.1.Tag.1.Key' = 'Name'; 'TagSpecification.1.Tag.1.Value' = $name
    }) vpcPeeringConnectionId
    $null = query AcceptVpcPeeringConnection @{ VpcPeeringConnectionId = $peering }
    $peering
}
$asked = peer $id (New-LabVpc 10.8.0.0/16 -Name peer-asked).VpcId asked
$asking = peer (New-LabVpc 10.9.0.0/16 -Name peer-asking).VpcId $id asking
$null = query ModifyVpcPeeringConnectionOptions @{
    VpcPeeringConnectionId = $asked; 'RequesterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc' = 'true'
}
$null = query CreateRoute @{ RouteTableId = $main.RouteTableId; DestinationCidrBlock = '10.8.0.0/16'; VpcPeeringConnectionId = $asked }
$null = query CreateRoute @{ RouteTableId = $main.RouteTableId; DestinationCidrBlock = '10.9.0.0/16'; VpcPeeringConnectionId = $asking }

# What AWS gives each VPC, changed.
$default = Get-LabSecurityGroup -Vpc $vpc | Where-Object GroupName -EQ default
$null = query RevokeSecurityGroupIngress @{
    GroupId = $default.GroupId; 'IpPermissions.1.IpProtocol' = '-1'; 'IpPermissions.1.Groups.1.GroupId' = $default.GroupId
}
$acl = first (query DescribeNetworkAcls @{ 'Filter.1.Name' = 'vpc-id'; 'Filter.1.Value.1' = $id }) networkAclId
$null = query CreateTags @{
    'ResourceId.1' = $default.GroupId; 'ResourceId.2' = $acl; 'Tag.1.Key' = 'note'; 'Tag.1.Value' = "the VPC's own"
}
$null = query CreateNetworkAclEntry @{
    NetworkAclId = $acl; RuleNumber = '60'; Protocol = '58'; RuleAction = 'deny'; Egress = 'false'; Ipv6CidrBlock = '2001:db8::/32'
    'Icmp.Type' = '-1'; 'Icmp.Code' = '-1'
}
$null = query CreateVpcBlockPublicAccessExclusion @{ SubnetId = $checked.SubnetId; InternetGatewayExclusionMode = 'allow-egress' }

# Interfaces by themselves, and a second one of an instance with an address of its own.
$instance = $inside | New-LabInstance -Name router | Wait-LabInstance
$null = query ModifyInstanceAttribute @{ InstanceId = $instance.InstanceId; 'SourceDestCheck.Value' = 'false' }
$null = query ModifyInstanceAttribute @{ InstanceId = $instance.InstanceId; 'DisableApiTermination.Value' = 'true' }
function interface($name) {
    first (query CreateNetworkInterface @{
        SubnetId = $inside.SubnetId; Description = "interface $name"; 'SecurityGroupId.1' = $group.GroupId
        'TagSpecification.1.ResourceType' = 'network-interface'
        'TagSpecification.1.Tag.1.Key' = 'Name'; 'TagSpecification.1.Tag.1.Value' = $name
    }) networkInterfaceId
}
$null = interface free
$second = interface second
$null = query AttachNetworkInterface @{ NetworkInterfaceId = $second; InstanceId = $instance.InstanceId; DeviceIndex = '1' }
$address = first (query AllocateAddress @{ Domain = 'vpc' }) allocationId
$null = query AssociateAddress @{ AllocationId = $address; NetworkInterfaceId = $second }
$null = query CreateRoute @{ RouteTableId = $main.RouteTableId; DestinationCidrBlock = '10.50.0.0/16'; NetworkInterfaceId = $second }
$null = query CreateNatGateway @{ SubnetId = $checked.SubnetId; ConnectivityType = 'private' }

# Endpoints that aren't like most.
$null = $inside | Add-InterfaceEndpoint sqs -IpAddressType dualstack -DnsRecordIpType ipv4 -SecurityGroup $group
$null = $inside | Add-InterfaceEndpoint s3 -PrivateDnsOnlyForInboundResolverEndpoint $false -SecurityGroup $group
$edge = $vpc | New-LabRouteTable -Name edge
$null = query AssociateRouteTable @{ RouteTableId = $edge.RouteTableId; GatewayId = $gateway.InternetGatewayId }
$vpc = Get-LabVpc -Vpc $id
