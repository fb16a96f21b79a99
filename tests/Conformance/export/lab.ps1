# The documented lab.
param($Url, $Folder)
$of = @{ Tag = @{ 'endpointlab:lab' = 'demo' } }
$vpc = New-LabVpc 10.0.0.0/16 -Name demo @of
$public = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -Name demo-public -MapPublicIpOnLaunch @of
$private = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24 -Name demo-private @of
$gateway = New-LabInternetGateway -Name demo @of | Add-LabInternetGateway -Vpc $vpc
$rt1 = $vpc | New-LabRouteTable -Name demo-rt1 @of | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway |
    Register-LabRouteTable -Subnet $public
$rt2 = $vpc | New-LabRouteTable -Name demo-rt2 @of | Register-LabRouteTable -Subnet $private
$bucket = New-LabBucket demo-bucket -Object @{ 'hello.txt' = 'Hello' } @of
$null = $vpc | Add-GatewayEndpoint s3 -RouteTable $rt2 -Name demo-s3 -Policy (New-EndpointPolicy -Bucket demo-bucket) @of
$null = $private | Add-InterfaceEndpoint ssm -Name demo-ssm @of
$key = New-LabKeyPair demo-key -Path "$Folder/key.pem"
$outer = $vpc | New-LabSecurityGroup demo-public -Description 'SSH from the caller' @of |
    Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 203.0.113.7/32
$inner = $vpc | New-LabSecurityGroup demo-private -Description 'SSH from the public instance' -NoDefaultEgress @of |
    Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup $outer | Add-LabSecurityGroupRule -Egress -Port 443 -PrefixList s3
$login = @{ KeyPair = $key; ReadBucket = $bucket }
$null = $public | New-LabInstance -Name demo-public -SecurityGroup $outer @login @of | Wait-LabInstance
$null = $private | New-LabInstance -Name demo-private -SecurityGroup $inner @login @of | Wait-LabInstance
