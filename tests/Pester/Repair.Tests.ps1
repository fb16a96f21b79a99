BeforeAll {
    Import-Module "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1" -Force
    Connect-LabSession -Region eu-central-1 | Out-Null
}

AfterAll { Get-LabSession | Disconnect-LabSession }

Describe 'A broken lab' {
    BeforeAll {
        $vpc = New-LabVpc 10.0.0.0/16 -Name broken
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24
        $endpoint = $vpc | Add-GatewayEndpoint -Service s3 -WarningAction SilentlyContinue
        $group = $vpc | New-LabSecurityGroup -Name private
        $bucket = New-LabBucket -Name repair-story -Object @{ 'hello.txt' = 'Hello' }
        $instance = $subnet | New-LabInstance -SecurityGroup $group -ReadBucket $bucket | Wait-LabInstance
        $group.Rules | Where-Object IsEgress | Remove-LabSecurityGroupRule
        $endpoint | Set-EndpointPolicy -Policy (New-EndpointPolicy -Bucket another-bucket) | Out-Null
    }

    It 'is explained with every blocker at once' {
        $trace = $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt
        $trace.Verdict | Should -Be Blocked
        ($trace.Blockers | ForEach-Object { "$($_.Cause)" } | Sort-Object) -join ' ' | Should -Be 'EndpointPolicy NoRoute SecurityGroupEgress'
    }

    It 'stays as it is with -WhatIf' {
        $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt | Repair-LabS3Access -WhatIf | Should -BeNullOrEmpty
        (Test-LabS3Access -From $instance -Bucket $bucket -Key hello.txt).Result | Should -Be Blocked
    }

    It 'is repaired, and the instance reads the object' {
        $repair = $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt | Repair-LabS3Access -Confirm:$false
        $repair.Changes | Should -HaveCount 3
        $repair.After.Verdict | Should -Be Reachable
        (Test-LabS3Access -From $instance -Bucket $bucket -Key hello.txt -Action GetObject -ExpectedVia $endpoint).Pass | Should -BeTrue
    }

    It 'needs nothing more' {
        $repair = $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt | Repair-LabS3Access
        $repair.Changes | Should -BeNullOrEmpty
        $repair.After.Verdict | Should -Be Reachable
    }
}
