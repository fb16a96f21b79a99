# The VPCs that another is to be peered with, and the variables of Terraform's that name them.
param($Url, $Folder)
$ErrorActionPreference = 'Stop'
$null = Connect-LabSession -EndpointUrl $Url -Region us-east-1
$asked, $asking = (New-LabVpc 10.8.0.0/16 -Name peer-asked), (New-LabVpc 10.9.0.0/16 -Name peer-asking)
$values = "peer_vpc_id = `"$($asked.VpcId)`"`npeer_vpc_id_2 = `"$($asking.VpcId)`"`n"
[System.IO.File]::WriteAllText("$Folder/peers.auto.tfvars", $values)
