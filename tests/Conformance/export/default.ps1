# The VPC that AWS gives each account.
$vpc = Get-LabVpc | Where-Object IsDefault
