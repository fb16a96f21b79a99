# Names that mean something to whoever reads an export: in tags, in descriptions, and in names of other kinds.
param($Url, $Folder)
$pieces = '"', "'", '\', '`', '${var.x}', '%{if true}', '${AWS::Region}', '!Ref x', '{{ x }}', '<b>', '</title><script>alert(1)</script>', '&lt;',
    '-->', ']]>', '"]', '|', ';', '#1', '# ', ': ', '- ', '1. ', '%%{init}', 'end', '*x*', '_x_', "`n", "`t", ' ', [char]0x2028, [char]0x202e,
    [char]::ConvertFromUtf32(0x1f600), 'é', '名前', 'us-east-1', '123456789012', 'true', '=', '@', '~', '--', '/*', '<<EOT'
$random = [System.Random]::new(7)
function hostile { -join (1..$random.Next(2, 7) | ForEach-Object { $pieces[$random.Next($pieces.Count)] }) }

$vpc = New-LabVpc 10.0.0.0/16 -Name (hostile) -Tag @{ (hostile) = hostile; (hostile) = hostile }
$subnets = 1..8 | ForEach-Object { $vpc | New-LabSubnet -CidrBlock "10.0.$_.0/24" -Name (hostile) -Tag @{ note = hostile } }
$gateway = New-LabInternetGateway -Name (hostile) | Add-LabInternetGateway -Vpc $vpc
$table = $vpc | New-LabRouteTable -Name (hostile) | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway |
    Register-LabRouteTable -Subnet $subnets
$condition = '{"StringEquals":{"aws:PrincipalTag/x":"' + [System.Text.Json.JsonEncodedText]::Encode((hostile)) + '"}}'
$statement = '{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":' + $condition + '}'
$null = $vpc | Add-GatewayEndpoint s3 -RouteTable $table -Name (hostile) -Policy ('{"Version":"2012-10-17","Statement":[' + $statement + ']}')
$null = $subnets[0] | New-LabInstance -Name (hostile) | Wait-LabInstance
foreach ($number in 1, 2) {
    $null = query CreateNetworkInterface @{ SubnetId = $subnets[1].SubnetId; Description = hostile }
}
$list = first (query CreateManagedPrefixList @{
    PrefixListName = hostile; AddressFamily = 'IPv4'; MaxEntries = '1'; 'Entry.1.Cidr' = '192.0.2.0/24'; 'Entry.1.Description' = hostile
}) prefixListId
$null = query CreateRoute @{ RouteTableId = $table.RouteTableId; DestinationPrefixListId = $list; GatewayId = $gateway.InternetGatewayId }
$null = $vpc | New-LabSecurityGroup 'cost $us-east-1'
$vpc = Get-LabVpc -Vpc $vpc
