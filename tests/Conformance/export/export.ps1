# Builds a VPC by another script, and writes it in every format into a folder.
param($Url, $Script, $Folder)
$ErrorActionPreference = 'Stop'
$session = Connect-LabSession -EndpointUrl $Url -Region us-east-1
. $Script $Url $Folder
foreach ($format in 'CloudFormation', 'Terraform', 'Mermaid', 'Html') {
    $vpc | Export-EndpointLab -Format $format -Path "$Folder/$format.txt" -WarningAction Ignore | ForEach-Object { }
}
