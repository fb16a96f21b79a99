# Runs the acceptance stories on the built module; build.ps1 calls it in a process of its own.
param([Parameter(Mandatory)][string] $Pester)

Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.Exit = $true
$configuration.Output.Verbosity = 'Detailed'
Invoke-Pester -Configuration $configuration
