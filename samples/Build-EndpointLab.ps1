#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
Builds the VPC endpoint lab, proves that the private instance reads S3 through the gateway endpoint, and removes the lab.

.DESCRIPTION
Eleven steps, each one pipeline: a VPC with a public and a private subnet, an internet gateway, two route tables, an S3
gateway endpoint on the private one, a bucket, and an instance in each subnet whose role may read it. Then it outputs the proof: one
EndpointLab.Probe per connection tried. The exit code is 1 if any probe went other than expected.

It runs on the embedded simulator unless -EndpointUrl or -Aws is given. On AWS, the instances' own probes are sent from them over SSH;
what nobody is there to try is reported as NotRun, never as passed.

.EXAMPLE
./Build-EndpointLab.ps1

Builds, proves and removes the lab on the simulator.

.EXAMPLE
./Build-EndpointLab.ps1 -Aws -Region eu-central-1 -CallerCidr 198.51.100.7/32 -Keep

Builds the lab on AWS, which bills for its instances, and leaves it there.
#>
[CmdletBinding(DefaultParameterSetName = 'Simulated')]
param(
    [ValidatePattern('^[a-z0-9][a-z0-9-]{1,30}$')]
    [string] $Name = 'lab',

    [string] $VpcCidr = '10.0.0.0/16',
    [string] $PublicCidr = '10.0.1.0/24',
    [string] $PrivateCidr = '10.0.2.0/24',

    # Who may log in to the public instance. In the simulator, the host on the internet that the probes come from.
    [Parameter(ParameterSetName = 'Simulated')]
    [Parameter(ParameterSetName = 'EndpointUrl', Mandatory)]
    [Parameter(ParameterSetName = 'Aws', Mandatory)]
    [string] $CallerCidr = '203.0.113.10/32',

    # Without it us-east-1, or on AWS the profile's.
    [string] $Region,

    [Parameter(ParameterSetName = 'Simulated')]
    [string] $Lifecycle = 'Quick',

    [Parameter(ParameterSetName = 'EndpointUrl', Mandatory)]
    [uri] $EndpointUrl,

    [Parameter(ParameterSetName = 'Aws', Mandatory)]
    [switch] $Aws,

    [Parameter(ParameterSetName = 'Aws')]
    [Parameter(ParameterSetName = 'EndpointUrl')]
    [string] $ProfileName,

    # Gives the private subnet a way to the internet, for images that lack the AWS CLI. That way is not private.
    [switch] $UseNatGateway,

    # Leaves the lab in place.
    [switch] $Keep
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

function Show-Step([int] $Number, [string] $Doing) {
    $step = [System.Management.Automation.ProgressRecord]::new(1, "Endpoint lab $Name", "$Number of 11: $Doing")
    $step.PercentComplete = 100 * ($Number - 1) / 11
    $PSCmdlet.WriteProgress($step)
}

# Takes away what there is of the lab, also what a step that failed left, and goes on where something can't be removed.
function Remove-Lab {
    $ErrorActionPreference = 'Continue'
    $bucket | Where-Object { $_ } | Remove-LabBucket -Force -Confirm:$false
    $keyPair | Where-Object { $_ } | Remove-LabKeyPair -Confirm:$false
    if ($vpc) {
        $mine = @{ Vpc = $vpc; Tag = $new.Tag; Session = $session }
        $instances = @(Get-LabInstance @mine)
        $instances | Remove-LabInstance -Confirm:$false
        Get-LabEndpoint @mine | Where-Object State -ne deleted | Remove-LabEndpoint -Confirm:$false
        Get-LabNatGateway @mine | Where-Object State -ne deleted | Remove-LabNatGateway -Confirm:$false
        $instances | Wait-LabInstance -State terminated | ForEach-Object { }
        # The private group's rules name the public group, so it goes first.
        "$Name-private", "$Name-public" | ForEach-Object { Get-LabSecurityGroup @mine -Name $_ } | Remove-LabSecurityGroup -Confirm:$false
        Get-LabRouteTable @mine | Where-Object Subnets | ForEach-Object { $_ | Unregister-LabRouteTable -Subnet $_.Subnets -Confirm:$false }
        Get-LabSubnet @mine | Remove-LabSubnet -Confirm:$false
        Get-LabRouteTable @mine | Remove-LabRouteTable -Confirm:$false
        Get-LabInternetGateway @mine | Dismount-LabInternetGateway -Confirm:$false
    }
    $gateway | Where-Object { $_ } | Remove-LabInternetGateway -Confirm:$false
    $vpc | Where-Object { $_ } | Remove-LabVpc -Confirm:$false
    $session | Disconnect-LabSession -Confirm:$false
}

$connection = switch ($PSCmdlet.ParameterSetName) {
    'Simulated' { @{ Lifecycle = $Lifecycle } }
    'EndpointUrl' { @{ EndpointUrl = $EndpointUrl } }
    'Aws' { @{ Aws = $true } }
}
if ($ProfileName) { $connection.ProfileName = $ProfileName }
if ($Region) { $connection.Region = $Region }
$session = Connect-LabSession @connection

$new = @{ Session = $session; Tag = @{ 'endpointlab:lab' = $Name } }
$vpc = $gateway = $bucket = $keyPair = $null

try {
    Show-Step 1 'VPC'
    $vpc = New-LabVpc -CidrBlock $VpcCidr -Name $Name @new

    Show-Step 2 'public and private subnet'
    $publicSubnet = $vpc | New-LabSubnet -CidrBlock $PublicCidr -Name "$Name-public" -MapPublicIpOnLaunch @new
    $privateSubnet = $vpc | New-LabSubnet -CidrBlock $PrivateCidr -Name "$Name-private" @new

    Show-Step 3 'internet gateway'
    $gateway = New-LabInternetGateway -Name $Name @new

    Show-Step 4 'internet gateway attached to the VPC'
    $gateway = $gateway | Add-LabInternetGateway -Vpc $vpc

    Show-Step 5 'public (rt1) and private (rt2) route table'
    $rt1 = $vpc | New-LabRouteTable -Name "$Name-rt1-public" @new
    $rt2 = $vpc | New-LabRouteTable -Name "$Name-rt2-private" @new

    Show-Step 6 'default route to the internet gateway on rt1'
    $rt1 = $rt1 | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway
    if ($UseNatGateway) {
        $PSCmdlet.WriteWarning('With a NAT gateway the private subnet reaches the internet: it is not private.')
        $nat = $publicSubnet | New-LabNatGateway -Name $Name @new
        $rt2 = $rt2 | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -NatGateway $nat
    }

    Show-Step 7 'each subnet associated with its table'
    $rt1 = $rt1 | Register-LabRouteTable -Subnet $publicSubnet
    $rt2 = $rt2 | Register-LabRouteTable -Subnet $privateSubnet

    Show-Step 8 'S3 gateway endpoint on rt2'
    $endpoint = $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $rt2 -Name "$Name-s3" @new | Wait-EndpointState

    Show-Step 9 'bucket, key pair, security groups and instances'
    $unique = "$Name-$($vpc.VpcId.Substring(4))"
    $bucket = New-LabBucket -Name $unique -Object @{ 'hello.txt' = 'Hello through the endpoint' } @new
    $keyPair = New-LabKeyPair -Name $unique -Path "$([System.IO.Path]::GetTempPath())$unique.pem" @new

    $publicGroup = $vpc | New-LabSecurityGroup -Name "$Name-public" -Description 'SSH from the caller' @new |
        Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock $CallerCidr
    $privateGroup = $vpc | New-LabSecurityGroup -Name "$Name-private" -Description 'SSH from the public instance' -NoDefaultEgress @new |
        Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup $publicGroup |
        Add-LabSecurityGroupRule -Egress -Port 443 -PrefixList s3
    if ($UseNatGateway) {
        $privateGroup = $privateGroup | Add-LabSecurityGroupRule -Egress -Port 443 -CidrBlock 0.0.0.0/0
    }

    # The role that instances read the bucket by is made with the first one, and removed with the bucket.
    $login = @{ KeyPair = $keyPair; ReadBucket = $bucket }
    $publicInstance = $publicSubnet | New-LabInstance -Name "$Name-public" -SecurityGroup $publicGroup @login @new
    $privateInstance = $privateSubnet | New-LabInstance -Name "$Name-private" -SecurityGroup $privateGroup @login @new
    $publicInstance = $publicInstance | Wait-LabInstance
    $privateInstance = $privateInstance | Wait-LabInstance

    Show-Step 10 'the way to log in: to the public instance, and through it to the private one'
    $through = @{ Via = $publicInstance; KeyPair = $keyPair }
    $probes = @(
        Test-LabConnection -From internet -To $publicInstance -Port 22 -Expected Reachable
        Test-LabConnection -From 198.51.100.9 -To $publicInstance -Port 22 -Expected Blocked
        Test-LabConnection -From internet -To $privateInstance -Port 22 -Expected Blocked
        Test-LabConnection -From $publicInstance -To $privateInstance -Port 22 -Expected Reachable -KeyPair $keyPair
        Test-LabConnection -From $privateInstance -To $publicInstance -Port 22 -Expected Blocked @through
    )

    Show-Step 11 'the private instance lists and reads the bucket'
    $otherwise = if ($UseNatGateway) { @{ Expected = 'Reachable'; ExpectedVia = $nat } } else { @{ Expected = 'Blocked' } }
    $read = @{ Bucket = $bucket; Key = 'hello.txt' }
    $probes += @(
        Test-LabConnection -From $privateInstance -To internet -Port 443 @otherwise
        Test-LabS3Access -From $privateInstance @read @through -Expected Reachable -ExpectedVia $endpoint
        Test-LabS3Access -From $publicInstance @read -KeyPair $keyPair -Expected Reachable -ExpectedVia $gateway

        # The proof by the contrary: without the endpoint, the private instance doesn't reach the bucket, or not privately.
        $endpoint | Remove-LabEndpoint -Confirm:$false
        $endpoint | Wait-EndpointState -State Deleted | ForEach-Object { }
        Test-LabS3Access -From $privateInstance @read @through @otherwise
        $endpoint = $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $rt2 -Name "$Name-s3" @new | Wait-EndpointState
        Test-LabS3Access -From $privateInstance @read @through -Expected Reachable -ExpectedVia $endpoint
    )
    $probes
}
finally {
    if (-not $Keep) { Remove-Lab }
    elseif ($keyPair) { $PSCmdlet.WriteWarning("The lab stays, and with it the key to its instances: $($keyPair.PrivateKeyPath)") }
}

if ($probes | Where-Object { $_.Pass -eq $false }) { exit 1 }
