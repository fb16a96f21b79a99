#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
Builds EndpointLab into output/EndpointLab, tests it, or packs it.

.DESCRIPTION
A face on the targets of dotnet build, dotnet test and dotnet pack that adds what only pwsh can do: Pester. Where Pester is not
installed, it is saved into output/tools; nothing is installed.

.EXAMPLE
./build.ps1; Import-Module ./output/EndpointLab

.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$module = Join-Path $PSScriptRoot module EndpointLab.Module.csproj
$output = Join-Path $PSScriptRoot output

function Find-Pester {
    $saved = Join-Path $output tools
    $found = Get-Module Pester, (Join-Path $saved Pester) -ListAvailable -ErrorAction Ignore | Where-Object Version -ge 5.5 | Select-Object -First 1
    if ($found) { return $found.Path }

    $null = New-Item $saved -ItemType Directory -Force
    Save-Module Pester -Path $saved -MinimumVersion 5.5
    Join-Path $saved Pester
}

switch ($Task) {
    Build {
        dotnet build $module --configuration $Configuration --nologo
    }
    Test {
        dotnet test (Join-Path $PSScriptRoot EndpointLab.sln) --configuration $Configuration --nologo
        # In a process of its own: a module's assemblies stay loaded, and locked on Windows, for as long as the process lives.
        & ([Environment]::ProcessPath) -NoProfile -File (Join-Path $PSScriptRoot tests Pester Invoke-Tests.ps1) -Pester (Find-Pester)
    }
    Package {
        dotnet pack $module --configuration $Configuration --nologo
    }
}
