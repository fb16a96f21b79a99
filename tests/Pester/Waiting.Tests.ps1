BeforeAll {
    $script:module = "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1"
    Import-Module $module -Force
    Connect-LabSession | Out-Null
    $script:vpc = New-LabVpc 10.0.0.0/16

    # What a user's Ctrl-C does, in a runspace of its own: started, seen to wait, stopped.
    function script:Stop-Midway([string] $Script) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$module'; $Script")
        $null = $shell.BeginInvoke()
        [System.Threading.SpinWait]::SpinUntil({ $shell.Streams.Progress.Count -gt 0 }, 30000) | Should -BeTrue
        $shell.Stop()
        $shell.InvocationStateInfo.State
        $shell.Dispose()
    }
}

AfterAll { Get-LabSession | Disconnect-LabSession }

Describe 'Waiting' {
    It 'waits for many endpoints at once, in the order they came' {
        $endpoints = 1..5 | ForEach-Object { $vpc | Add-GatewayEndpoint -Service s3 -RouteTable ($vpc | New-LabRouteTable) }
        ($endpoints | Wait-EndpointState).VpcEndpointId | Should -Be $endpoints.VpcEndpointId
        $endpoints | Remove-LabEndpoint
        ($endpoints | Wait-EndpointState -State Deleted).State | Should -Be (@('deleted') * 5)
    }

    It 'ends at once when the state can no longer come' {
        $endpoint = $vpc | Add-GatewayEndpoint -Service dynamodb -RouteTable ($vpc | New-LabRouteTable)
        $endpoint | Remove-LabEndpoint
        { $endpoint | Wait-EndpointState -State Available -Timeout 1h -ErrorAction Stop } | Should -Throw -ErrorId '*Wait*'
    }

    It 'waits for instances' {
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.9.0/24
        $instance = $subnet | New-LabInstance | Wait-LabInstance
        $instance.State | Should -Be running
        $instance | Remove-LabInstance
        ($instance | Wait-LabInstance -State terminated).State | Should -Be terminated
    }

    It 'stops on Ctrl-C' {
        Stop-Midway @'
Connect-LabSession -Lifecycle Realistic | Out-Null
New-LabVpc 10.0.0.0/16 | New-LabSubnet -CidrBlock 10.0.1.0/24 | New-LabInstance | Wait-LabInstance -Timeout 1h
'@ | Should -Be Stopped
    }
}
