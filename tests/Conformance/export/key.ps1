# The key pair that instances of a copy are to have.
param($Url, $Folder, $Name)
$null = Connect-LabSession -EndpointUrl $Url -Region us-east-1
$null = New-LabKeyPair $Name -Path "$Folder/$Name.pem"
