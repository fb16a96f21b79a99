#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
Builds a lab, stops the pipeline where a check of Test-EndpointLab fails, and removes the lab in any case.

.DESCRIPTION
The one step that github-actions.yml and azure-pipelines.yml share. It outputs an EndpointLab.LabCheck per check, and ends with an error,
and so with an exit code other than 0, where a check failed, or where something couldn't be built or removed. What nobody is there to try
is NotRun. That fails nothing but on AWS, where a login to the instances that doesn't work would leave the lab unproven.

It runs on the embedded simulator unless -EndpointUrl or -Aws is given. A process that is killed removes nothing: on AWS, a further step
that always runs has to remove the lab by its name, and a scheduled job what is past its -TimeToLive.

.EXAMPLE
./Test-InPipeline.ps1 -Name lab-1

Builds, proves and removes the lab on the simulator.

.EXAMPLE
./Test-InPipeline.ps1 -Name lab-1 -Aws -AllowedAccount 123456789012 -SummaryPath $env:GITHUB_STEP_SUMMARY

Does so on AWS, in the Region and with the credentials that the environment has, and appends a table to the job's summary.
#>
[CmdletBinding(DefaultParameterSetName = 'Simulated')]
param(
    # A name of its own for each run, so that none removes the lab of another.
    [Parameter(Mandatory)]
    [string] $Name,

    [Parameter(ParameterSetName = 'EndpointUrl', Mandatory)]
    [uri] $EndpointUrl,

    [Parameter(ParameterSetName = 'Aws', Mandatory)]
    [switch] $Aws,

    # Credentials of any other account are refused.
    [Parameter(ParameterSetName = 'Aws', Mandatory)]
    [string[]] $AllowedAccount,

    # Without it us-east-1, or on AWS the environment's.
    [string] $Region,

    # Whence to log in to the instances. Without it, on AWS from the address that this computer has on the internet.
    [string] $CallerCidr,

    # Interface endpoints besides the gateway endpoint for S3, such as ssm.
    [string[]] $InterfaceService = @(),

    # When a clean-up job may remove the lab, should this script be unable to.
    [string] $TimeToLive = '2h',

    # A file that the checks are appended to as Markdown.
    [string] $SummaryPath
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

# A table of the checks, as GitHub and Azure DevOps show it.
function ConvertTo-Summary([object[]] $Checks) {
    "### Lab $Name in account $($session.AccountId) in $($session.Region)"
    ''
    '| | By | Check | Expected | Result | Reason |'
    '| --- | --- | --- | --- | --- | --- |'
    foreach ($check in $Checks) {
        $mark = switch ($check.Pass) { $true { '✅' } $false { '❌' } default { '➖' } }
        $cells = $mark, $check.By, $check.Check, $check.Expected, $check.Result, $check.Reason
        '| ' + (($cells -replace '\|', '\|' -replace '\s+', ' ') -join ' | ') + ' |'
    }
    ''
}

$connection = switch ($PSCmdlet.ParameterSetName) {
    'Simulated' { @{} }
    'EndpointUrl' { @{ EndpointUrl = $EndpointUrl } }
    'Aws' { @{ Aws = $true; AllowedAccount = $AllowedAccount } }
}
if ($Region) { $connection.Region = $Region }
$session = Connect-LabSession @connection

$new = @{ InterfaceService = $InterfaceService; TimeToLive = $TimeToLive; Session = $session }
if ($Aws -and -not $CallerCidr) { $CallerCidr = "$((Invoke-RestMethod https://checkip.amazonaws.com).Trim())/32" }
if ($CallerCidr) { $new.CallerCidr = $CallerCidr }

$left = @()
try {
    $lab = New-EndpointLab $Name -WithInstance -WithBucket @new
    $checks = @($lab | Test-EndpointLab)
    $checks
    if ($SummaryPath) {
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($SummaryPath)
        [System.IO.File]::AppendAllLines($file, [string[]] (ConvertTo-Summary $checks))
    }

    $failed = @($checks | Where-Object { $_.Pass -eq $false -or ($Aws -and $_.Result -eq 'NotRun') })
    $failed | ForEach-Object { $PSCmdlet.WriteWarning("$($_.By) $($_.Check): $($_.Result), not $($_.Expected). $($_.Reason)") }
    if ($failed) { throw "$($failed.Count) of $($checks.Count) checks of the lab $Name don't hold." }
}
finally {
    # An error here must not hide the one that led here, and is no reason to leave the session open.
    $goOn = @{ ErrorAction = 'Continue'; ErrorVariable = '+left' }
    Get-EndpointLab -Session $session @goOn | Where-Object Name -eq $Name | Remove-EndpointLab -Confirm:$false @goOn
    $session | Disconnect-LabSession -Confirm:$false
}

if ($left) { throw "The lab $Name could not be removed." }
