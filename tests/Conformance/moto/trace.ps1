param($EndpointUrl)
$ErrorActionPreference = 'Stop'

# Moto moves no packets, so nothing is sent: what it describes is explained.
$null = Connect-LabSession -EndpointUrl $EndpointUrl -AccountId 123456789012 -Region us-east-1
$vpc = New-LabVpc 10.0.0.0/16
$subnet = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24
$table = $vpc | New-LabRouteTable | Register-LabRouteTable -Subnet $subnet
$endpoint = $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $table -Policy (New-EndpointPolicy -Bucket other-bucket)
$bucket = New-LabBucket lab-bucket -Object @{ 'hello.txt' = 'Hello' }
$instance = $subnet | New-LabInstance -ReadBucket $bucket -ImageId ami-12c6146b | Wait-LabInstance

$trace = $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt
"$($trace.Verdict) $($trace.Blockers | ForEach-Object { $_.Cause }) $($trace.Principal.Split('/')[-1])"
"$($trace.Path | Where-Object { "$($_.Layer)" -eq 'IdentityPolicy' } | ForEach-Object { $_.Passes }) $($trace.Unread.Count -gt 0)"

$policy = ($endpoint | Get-EndpointPolicy).PolicyDocument
$null = $endpoint | Set-EndpointPolicy -Policy $trace.Blockers[0].Fix[0].Edit.Apply($policy)
"$(($instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt).Verdict)"
