param($EndpointUrl)
$ErrorActionPreference = 'Stop'

$null = Connect-LabSession -EndpointUrl $EndpointUrl -AccountId 123456789012 -Region us-east-1
$all = @{ AvailabilityZoneCount = 2; GatewayService = 's3', 'dynamodb'; InterfaceService = 'ssm'; WithBucket = $true; TimeToLive = '4h' }
$first = New-EndpointLab demo @all
$second = New-EndpointLab demo
"$($first.State) $($first.Resources.Count) of $($first.Missing.Count + $first.Resources.Count)$($first.Drift)"
"$($second.State) $($second.Resources.Count)$($second.Drift)"

$null = Get-LabEndpoint -Vpc $first.VpcId | Where-Object Service -eq dynamodb | Remove-LabEndpoint
"$((Get-EndpointLab demo).State) without $((Get-EndpointLab demo).Missing)"
$third = New-EndpointLab demo
"$($third.State) $($third.Resources.Count)$($third.Drift)"

$null = New-EndpointLab other
Remove-EndpointLab demo -Confirm:$false -Timeout 20s
"$(Get-EndpointLab | ForEach-Object { "$($_.Name) $($_.State)" })"
Remove-EndpointLab other -Confirm:$false -Timeout 20s
"$(@(Get-EndpointLab).Count) labs, $(@(Get-LabVpc | Where-Object { -not $_.IsDefault }).Count) VPCs, $(@(Get-LabBucket).Count) buckets"
