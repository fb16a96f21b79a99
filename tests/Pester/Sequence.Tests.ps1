BeforeAll {
    $script:module = "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1"
    Import-Module $module -Force
    $script:sample = "$PSScriptRoot/../../samples/Build-EndpointLab.ps1"
}

Describe 'The documented lab' {
    It 'proves that the private instance reads S3 through the endpoint, and only through it' {
        $probes = & $sample
        $probes.Pass | Should -Not -Contain $false
        $probes.Pass | Should -Not -Contain $null

        $private, $public, $without, $again = $probes | Where-Object To -Like 's3://*'
        $private.Via | Should -Match '^vpce-'
        $private.Content | Should -Match 'endpoint'
        $public.Via | Should -Match '^igw-'
        $without.Result | Should -Be 'Blocked'
        $again.Via | Should -Match '^vpce-'
    }

    It 'shows the NAT gateway as the way that is not private' {
        $probes = & $sample -UseNatGateway
        $probes.Pass | Should -Not -Contain $false
        ($probes | Where-Object To -EQ 'internet').Via | Should -Match '^nat-'
        ($probes | Where-Object To -Like 's3://*')[2].Via | Should -Match '^nat-'
    }

    It 'leaves nothing behind' {
        $session = Connect-LabSession -Name watching
        $before = @(Get-LabVpc; Get-LabSubnet; Get-LabRouteTable; Get-LabSecurityGroup; Get-LabInternetGateway).Count
        & $sample | Out-Null
        @(Get-LabVpc; Get-LabSubnet; Get-LabRouteTable; Get-LabSecurityGroup; Get-LabInternetGateway).Count | Should -Be $before
        $session | Disconnect-LabSession
        Get-LabSession | Should -BeNullOrEmpty
    }

    It 'ends with exit code 0 in a process of its own' {
        & (Get-Process -Id $PID).Path -NoProfile -Command "Import-Module '$module'; & '$sample'" | Out-Null
        $LASTEXITCODE | Should -Be 0
    }

    It 'stays in place with -Keep' {
        & $sample -Name kept -Keep | Out-Null
        (Get-LabVpc -Name kept).State | Should -Be available
        Get-LabEndpoint -Name kept-s3 -State Available | Should -HaveCount 1
        Remove-Item (Join-Path ([System.IO.Path]::GetTempPath()) "kept-*.pem")
        Get-LabSession | Disconnect-LabSession
    }
}
