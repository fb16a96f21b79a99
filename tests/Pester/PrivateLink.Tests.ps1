BeforeAll {
    Import-Module "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1" -Force
    $script:balancer = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/orders/50dc6c495c0c9188'
}

Describe 'PrivateLink between a provider and a consumer' {
    BeforeEach {
        $script:provider = Connect-LabSession -Name provider
        $script:consumer = Connect-LabSession -Name consumer -Cloud provider -AccountId 210987654321
        $script:subnet = New-LabVpc 10.0.0.0/16 | New-LabSubnet -CidrBlock 10.0.1.0/24
        $script:service = New-EndpointService $balancer -Name orders -Session $provider | Wait-EndpointState
    }

    AfterEach { Get-LabSession | Disconnect-LabSession }

    It 'hides a service from everybody who is not allowed to connect' {
        Find-EndpointService "*$($service.ServiceId)*" | Should -BeNullOrEmpty
        { $subnet | Add-InterfaceEndpoint -Service $service.ServiceName -ErrorAction Stop } | Should -Throw
        $null = $service | Grant-EndpointServiceAccess -Principal 210987654321
        (Find-EndpointService $service.ServiceName).AcceptanceRequired | Should -BeTrue
    }

    It 'connects whom the provider accepts, and disconnects whom it rejects' {
        $service = $service | Grant-EndpointServiceAccess -Principal 210987654321
        "$($service.AllowedPrincipals)" | Should -Be 'arn:aws:iam::210987654321:root'

        $endpoint = $subnet | Add-InterfaceEndpoint -Service $service.ServiceName -Name orders
        $endpoint.State | Should -Be PendingAcceptance

        $asking = $service | Get-EndpointConnection -State PendingAcceptance
        $asking.VpcEndpointOwner | Should -Be 210987654321
        ($asking | Approve-EndpointConnection | Wait-EndpointState).VpcEndpointState | Should -Be Available
        ($endpoint | Wait-EndpointState).State | Should -Be Available

        ($endpoint | Deny-EndpointConnection -Service $service).VpcEndpointState | Should -Be Rejected
        { $endpoint | Wait-EndpointState -Timeout 1h -ErrorAction Stop } | Should -Throw -ErrorId 'EndpointRejected*'
    }

    It 'connects at once where the provider does not want to be asked' {
        $null = $service | Set-EndpointService -AcceptanceRequired $false | Grant-EndpointServiceAccess -Principal *
        ($subnet | Add-InterfaceEndpoint -Service $service | Wait-EndpointState).State | Should -Be Available
    }

    It 'answers many in one pipeline, each on its own' {
        $null = $service | Grant-EndpointServiceAccess -Principal 210987654321
        $endpoints = 1..3 | ForEach-Object { $subnet | Add-InterfaceEndpoint -Service $service -Name "orders-$_" }
        $null = $endpoints[0] | Deny-EndpointConnection -Service $service
        $approved = $endpoints | Approve-EndpointConnection -Service $service -ErrorAction SilentlyContinue -ErrorVariable failed
        $approved | Should -HaveCount 2
        $failed | Should -HaveCount 1
        $failed[0].TargetObject | Should -Be $endpoints[0].VpcEndpointId
    }

    It 'keeps a service that is in use, unless its connections are rejected first' {
        $null = $service | Set-EndpointService -AcceptanceRequired $false | Grant-EndpointServiceAccess -Principal *
        $endpoint = $subnet | Add-InterfaceEndpoint -Service $service | Wait-EndpointState

        { $service | Remove-EndpointService -ErrorAction Stop } |
            Should -Throw "*$($endpoint.VpcEndpointId) of 210987654321*" -ErrorId 'ExistingVpcEndpointConnections*'
        $service | Remove-EndpointService -RejectConnections
        ($service | Wait-EndpointState -State Deleted).ServiceState | Should -Be Deleted

        ($endpoint | Get-LabEndpoint).State | Should -Be Rejected
        $endpoint | Remove-LabEndpoint
        ($endpoint | Wait-EndpointState -State Deleted).State | Should -Be Deleted
    }
}
