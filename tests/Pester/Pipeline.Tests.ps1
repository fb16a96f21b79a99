BeforeAll {
    Import-Module "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1" -Force
    Connect-LabSession | Out-Null
}

AfterAll { Get-LabSession | Disconnect-LabSession }

Describe 'Pipelines' {
    It 'makes a subnet in a VPC from the pipeline' {
        $vpc = New-LabVpc 10.0.0.0/16 -Name piped
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24
        $subnet.VpcId | Should -Be $vpc.VpcId
        $vpc | Get-LabSubnet | Should -HaveCount 1
    }

    It 'adds, waits for and removes an endpoint in one line' {
        $vpc = New-LabVpc 10.1.0.0/16
        $table = $vpc | New-LabRouteTable
        $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $table | Wait-EndpointState | Remove-LabEndpoint
        $vpc | Get-LabEndpoint | Wait-EndpointState -State Deleted | Out-Null
        ($table | Get-LabRouteTable).Routes | Should -HaveCount 1
    }

    It 'takes objects of other modules by the property that EC2 names' {
        $vpc = New-LabVpc 10.2.0.0/16
        $foreign = [pscustomobject]@{ PSTypeName = 'Amazon.EC2.Model.Vpc'; VpcId = $vpc.VpcId }
        ($foreign | New-LabSubnet -CidrBlock 10.2.1.0/24).VpcId | Should -Be $vpc.VpcId
        $foreign | Get-LabSubnet | Remove-LabSubnet
        $foreign | Remove-LabVpc
        { Get-LabVpc $vpc.VpcId -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidVpcID.NotFound*'
    }

    It 'removes nothing for an object that only belongs to the resource' {
        $vpc = New-LabVpc 10.3.0.0/16
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.3.1.0/24
        { $subnet | Remove-LabVpc -ErrorAction Stop } | Should -Throw -ErrorId 'WrongResource*'
        Get-LabVpc $vpc.VpcId | Should -HaveCount 1
    }

    It 'goes on after an item that fails' {
        $vpcs = 4, 5, 6 | ForEach-Object { New-LabVpc "10.$_.0.0/16" }
        $null = $vpcs[1] | New-LabSubnet -CidrBlock 10.5.1.0/24
        $vpcs | Remove-LabVpc -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'DependencyViolation*'
        Get-LabVpc | Where-Object VpcId -In $vpcs.VpcId | Should -HaveCount 1
    }

    It 'changes nothing with -WhatIf' {
        $before = @(Get-LabVpc).Count
        New-LabVpc 10.7.0.0/16 -WhatIf
        Get-LabVpc | Remove-LabVpc -WhatIf
        @(Get-LabVpc).Count | Should -Be $before
    }

    It 'tells each call with its duration' {
        $vpc, $verbose = New-LabVpc 10.8.0.0/16 -Verbose 4>&1 | Sort-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -Match 'CreateVpc in us-east-1: [0-9.]+ ms'
    }
}
