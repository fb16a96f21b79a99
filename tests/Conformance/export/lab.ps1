# A whole lab.
param($Url, $Folder)
$lab = @{ GatewayService = 's3', 'dynamodb'; InterfaceService = 'ssm'; AvailabilityZoneCount = 2; WithInstance = $true; WithBucket = $true }
$vpc = New-EndpointLab demo @lab -TimeToLive 4h -CallerCidr 203.0.113.7/32 -KeyFolder $Folder
