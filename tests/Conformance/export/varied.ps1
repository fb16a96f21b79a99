# What the lab hasn't: IPv6, more blocks, NAT, the main table and the default group in use, ACLs, and names that mean something elsewhere.
param($Url, $Folder)
function rule($acl, $number, $action, $egress) {
    $null = query CreateNetworkAclEntry @{
        NetworkAclId = $acl; RuleNumber = $number; Protocol = '6'; RuleAction = $action; Egress = $egress
        CidrBlock = '0.0.0.0/0'; 'PortRange.From' = '80'; 'PortRange.To' = '90'
    }
}

$vpc = New-LabVpc 10.0.0.0/16 -AmazonProvidedIpv6CidrBlock -Name 'Straße "${var.x}" %{if} <b>' -Tag @{ note = "a`nb #{c}" }
$null = query AssociateVpcCidrBlock @{ VpcId = $vpc.VpcId; CidrBlock = '10.1.0.0/16' }
$vpc = Get-LabVpc -Vpc $vpc
$block = $vpc.Ipv6CidrBlocks[0] -replace '00::/56$', '02::/64'
$zones = 'us-east-1a', 'us-east-1b'
$one = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -AvailabilityZone us-east-1a -MapPublicIpOnLaunch
$two = $vpc | New-LabSubnet -CidrBlock 10.1.2.0/24 -AvailabilityZone us-east-1b -Ipv6CidrBlock $block
$three = $vpc | New-LabSubnet -CidrBlock 10.0.3.0/24 -AvailabilityZone us-east-1b
$gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
$main = Get-LabRouteTable -Vpc $vpc
$null = $main | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway
$nat = $one | New-LabNatGateway -Name 'the way out'
$table = $vpc | New-LabRouteTable | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -NatGateway $nat | Register-LabRouteTable -Subnet $two
$null = query CreateEgressOnlyInternetGateway @{ VpcId = $vpc.VpcId }
$null = $vpc | Add-GatewayEndpoint s3 -RouteTable $main
$null = $vpc | Add-GatewayEndpoint dynamodb -RouteTable $main, $table
$default = Get-LabSecurityGroup -Vpc $vpc
$null = $default | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/8
$first = $vpc | New-LabSecurityGroup first
$second = $vpc | New-LabSecurityGroup second | Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup $first
$null = $first | Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup $second
$null = $first | Add-LabSecurityGroupRule -Egress -Protocol icmp -CidrBlock 10.0.0.0/8
$null = $two | Add-InterfaceEndpoint sqs -SecurityGroup $first
$null = $two | Add-InterfaceEndpoint s3 -Name 'a: only for who asks from elsewhere' -SecurityGroup $first
$null = $two | New-LabInstance -Name three | Wait-LabInstance
$reached = $one | New-LabInstance -Name reached | Wait-LabInstance
$address = first (query AllocateAddress @{ Domain = 'vpc' }) allocationId
$null = query AssociateAddress @{ AllocationId = $address; InstanceId = $reached.InstanceId }
$acl = first (query DescribeNetworkAcls @{ 'Filter.1.Name' = 'vpc-id'; 'Filter.1.Value.1' = $vpc.VpcId }) networkAclId
rule $acl 50 deny true
$own = first (query CreateNetworkAcl @{ VpcId = $vpc.VpcId }) networkAclId
rule $own 100 allow false
rule $own 100 allow true
$association = query DescribeNetworkAcls @{ 'Filter.1.Name' = 'association.subnet-id'; 'Filter.1.Value.1' = $three.SubnetId }
$null = $association -match "<networkAclAssociationId>([^<]*)</networkAclAssociationId>\s*<networkAclId>[^<]*</networkAclId>\s*<subnetId>$($three.SubnetId)"
$null = query ReplaceNetworkAclAssociation @{ NetworkAclId = $own; AssociationId = $Matches[1] }
