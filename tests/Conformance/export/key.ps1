# The key pair that instances of a copy are to have.
param($Url, $Folder)
$null = Connect-LabSession -EndpointUrl $Url -Region us-east-1
$null = New-LabKeyPair demo-key -Path "$Folder/key.pem"
