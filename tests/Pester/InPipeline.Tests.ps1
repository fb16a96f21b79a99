BeforeAll {
    $module = "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1"
    Import-Module $module -Force
    Connect-LabSession -Name cloud -Lifecycle Instant | Out-Null
    $url = (Start-LabSimulator -Port 0).EndpointUrl

    # As GitHub and Azure DevOps run a script.
    function Invoke-Step([string] $Arguments) {
        $script = @(
            "`$ErrorActionPreference = 'Stop'"
            "`$PSDefaultParameterValues['*-EndpointLab:KeyFolder'] = '$TestDrive'"
            "Import-Module '$module'"
            "& '$PSScriptRoot/../../samples/Test-InPipeline.ps1' -Name lab-1 $Arguments"
        ) -join '; '
        & (Get-Process -Id $PID).Path -NoProfile -Command $script 2>&1 | Out-String -Width 200
    }
}

AfterAll { Get-LabSession | Disconnect-LabSession }

Describe 'The step of a pipeline' {
    AfterEach {
        Get-EndpointLab -Session cloud | Should -HaveCount 0
        Get-ChildItem $TestDrive -Filter *.pem | Should -HaveCount 0
    }

    It 'passes on the simulator, and shows the checks' {
        $log = Invoke-Step "-SummaryPath '$TestDrive/summary.md'"
        $LASTEXITCODE | Should -Be 0
        $log | Should -Match 'private-instance → bucket:443 by gateway-s3'
        "$TestDrive/summary.md" | Should -FileContentMatch 'private-instance → bucket:443 by gateway-s3'
    }

    It 'fails where the lab does not hold, says why, and removes it' {
        $lab = New-EndpointLab lab-1 -WithInstance -WithBucket -KeyFolder $TestDrive -Session cloud
        Get-LabEndpoint -Vpc $lab.VpcId -Session cloud | Set-LabEndpoint -RemoveRouteTable $lab.Resources.Where{ $_.Role -eq 'private-table' }.Id

        $log = Invoke-Step "-EndpointUrl $url -CallerCidr 203.0.113.10/32"
        $LASTEXITCODE | Should -Be 1
        $log | Should -Match 'Trace private-instance → bucket:443 by gateway-s3: Blocked, not Reachable'
    }

    It 'fails where the lab cannot be built, and removes what there is of it' {
        $log = Invoke-Step "-EndpointUrl $url -InterfaceService nothing"
        $LASTEXITCODE | Should -Be 1
        $log | Should -Match 'nothing'
    }
}
