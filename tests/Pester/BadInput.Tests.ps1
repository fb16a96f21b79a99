BeforeDiscovery {
    # What is wrong, the command, the error's id, and what its text has to name.
    $script:cases = @(
        @{ Wrong = 'a malformed id'; Command = { Get-LabSubnet subnet-nonsense }; Id = 'MalformedId'; Names = 'subnet-nonsense' }
        @{ Wrong = 'no CIDR block'; Command = { New-LabVpc banana }; Id = 'InvalidCidrBlock'; Names = 'banana' }
        @{ Wrong = 'a CIDR block outside the VPC'; Command = { $vpc | New-LabSubnet -CidrBlock 192.168.0.0/24 }; Id = '*'; Names = '192.168.0.0/24' }
        @{ Wrong = 'a resource of the wrong kind'; Command = { $vpc | Remove-LabSubnet }; Id = 'WrongResource'; Names = 'Vpc' }
        @{ Wrong = 'an unknown service'; Command = { $vpc | Add-GatewayEndpoint -Service s4 -RouteTable $table }; Id = 'UnknownService'; Names = 's4' }
        @{ Wrong = 'an unknown Region'; Command = { Connect-LabSession -Region mars-1 }; Id = 'UnknownRegion'; Names = 'mars-1' }
        @{ Wrong = 'missing credentials'; Command = { Connect-LabSession -Aws -Region us-east-1 -ProfileName none }; Id = 'MissingCredentials'; Names = 'none' }
        @{ Wrong = 'an unreachable endpoint URL'; Command = { Connect-LabSession -EndpointUrl http://127.0.0.1:1 }; Id = 'EndpointUnreachable'; Names = '127.0.0.1:1' }
        @{ Wrong = 'a state that does not exist'; Command = { $endpoint | Wait-EndpointState -State Happy }; Id = 'UnknownState'; Names = 'Happy' }
        @{ Wrong = 'a timeout of zero'; Command = { $endpoint | Wait-EndpointState -Timeout 0 }; Id = 'InvalidDuration'; Names = '0' }
        @{ Wrong = 'a closed session'; Command = { Get-LabVpc -Session $closed }; Id = 'SessionClosed'; Names = 'closed' }
    )
}

Describe 'Bad input' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1" -Force
        $script:closed = Connect-LabSession -Name closed
        $closed | Disconnect-LabSession
        Connect-LabSession | Out-Null
        $script:vpc = New-LabVpc 10.0.0.0/16
        $script:table = $vpc | New-LabRouteTable
        $script:endpoint = $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $table
    }

    AfterAll { Get-LabSession | Disconnect-LabSession }

    It 'says what is wrong and what to do with <Wrong>' -ForEach $cases {
        $failed = try { & $Command -ErrorAction Stop 2>&1 } catch { $_ }
        $failed = @($failed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike "$Id*"
        $failed[0].Exception.Message | Should -Match ([regex]::Escape($Names))
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
