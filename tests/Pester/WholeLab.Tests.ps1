BeforeAll {
    Import-Module "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1" -Force
}

AfterAll { Get-LabSession | Disconnect-LabSession }

Describe 'A whole lab' {
    It 'is built in no session that nobody opened' {
        { New-EndpointLab demo -ErrorAction Stop } | Should -Throw -ErrorId 'SessionNotFound*'
    }

    Context 'in a session' {
        BeforeAll {
            Connect-LabSession | Out-Null
            $all = @{ AvailabilityZoneCount = 2; InterfaceService = 'ssm'; WithInstance = $true; WithBucket = $true; TimeToLive = '4h' }
            $keys = @{ KeyFolder = "$TestDrive" }
        }

        It 'is shown with its cost before it is built' {
            $plan = New-EndpointLab demo @all @keys -WhatIf
            ($plan | Where-Object Role -EQ 'gateway-s3').HourlyCost | Should -Be 0
            ($plan.HourlyCost | Measure-Object -Sum).Sum | Should -BeGreaterThan 0
            Get-EndpointLab | Should -HaveCount 0
        }

        It 'is built, proven, built again without a change, and removed' {
            $lab = New-EndpointLab demo @all @keys
            $lab.State | Should -Be 'Complete'
            $lab.PrivateKeyPath | Should -Exist
            $lab | Test-EndpointLab | Where-Object { $_.Pass -ne $true } | Should -BeNullOrEmpty

            (New-EndpointLab demo @all @keys).Resources.Id | Should -Be $lab.Resources.Id

            $table = Get-LabRouteTable -Name demo-rt2-private
            Get-LabEndpoint -Filter @{ 'vpc-endpoint-type' = 'Gateway' } | Set-LabEndpoint -RemoveRouteTable $table | Out-Null
            (Get-EndpointLab demo).State | Should -Be 'Drifted'
            $lab | Test-EndpointLab -Quiet | Should -BeFalse

            $lab | Remove-EndpointLab -Confirm:$false @keys
            Get-EndpointLab | Should -HaveCount 0
            Get-LabVpc -Name demo | Should -HaveCount 0
        }
    }
}
