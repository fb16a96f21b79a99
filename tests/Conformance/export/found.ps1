# The VPC that something else has built.
$vpc = Get-LabVpc | Where-Object { -not $_.IsDefault -and $_.Name -notlike 'peer*' }
