BeforeAll {
    $module = (Resolve-Path "$PSScriptRoot/../../output/EndpointLab/EndpointLab.psd1").Path
    Import-Module $module -Force
    $cloud = Connect-LabSession -Name cloud -RequireSignature
    $server = Start-LabSimulator -Port 0
    $key = $server.Environment['AWS_ACCESS_KEY_ID']
    $secret = $server.Environment['AWS_SECRET_ACCESS_KEY']
    $connect = @{ EndpointUrl = $server.EndpointUrl; AccessKey = $key; SecretKey = $secret }
}

AfterAll {
    $server | Stop-LabSimulator
    Get-LabSession | Disconnect-LabSession
}

Describe 'Secrets' {
    BeforeAll { $session = Connect-LabSession @connect -Name keys }
    AfterAll { $session | Disconnect-LabSession }

    It 'are in no JSON and no CLIXML of a session' {
        $session.Arn | Should -Be "arn:aws:iam::${key}:user/endpointlab"
        $session | ConvertTo-Json -Depth 5 -WarningAction Ignore | Should -Not -BeLike "*$secret*"
        $session | Export-Clixml TestDrive:session.xml -Depth 5
        Get-Content TestDrive:session.xml -Raw | Should -Not -BeLike "*$secret*"
        $session | Format-List -Property * -Force | Out-String | Should -Not -BeLike "*$secret*"
    }

    It 'are in no transcript, also not of an error' {
        $file = Join-Path $TestDrive transcript.txt
        $wrong = $connect.Clone()
        $wrong.SecretKey = ConvertTo-SecureString 'hunter2' -AsPlainText
        $wrong.SessionToken = 'hunter3'
        Start-Transcript $file | Out-Null
        $null = Connect-LabSession @connect -Verbose 4>&1 | Out-Host
        { Connect-LabSession @wrong -Verbose 4>&1 | Out-Host } | Should -Throw -ErrorId '*'
        $Error[0] | Format-List * -Force | Out-Host
        Stop-Transcript | Out-Null
        $json = $Error[0] | ConvertTo-Json -Depth 3 -WarningAction Ignore
        $text = "$json $(Get-Content $file -Raw)"
        $text | Should -BeLike '*GetCallerIdentity*'
        $secret, 'hunter2', 'hunter3' | Where-Object { $text.Contains($_) } | Should -BeNullOrEmpty
    }
}

Describe 'Other threads and processes' {
    It 'ForEach-Object -Parallel takes the session along, and objects know theirs' {
        $vpc = New-LabVpc 10.0.0.0/16 -Session $cloud
        1..4 | ForEach-Object -Parallel {
            Import-Module $using:module
            $null = $using:vpc | New-LabSubnet "10.0.$_.0/24"
            $null = New-LabVpc "10.$_.0.0/16" -Session $using:cloud -Name parallel
        }
        $vpc | Get-LabSubnet | Should -HaveCount 4
        Get-LabVpc -Name parallel -Session $cloud | Should -HaveCount 4
    }

    It 'Start-ThreadJob takes the session along, and objects know theirs' {
        if (-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'Start-ThreadJob not found'
            return
        }

        $vpc = New-LabVpc 10.8.0.0/16 -Session $cloud
        $jobs = '10.8.1.0/24', '10.8.2.0/24' | ForEach-Object {
            $block = $_
            Start-ThreadJob {
                Import-Module $using:module
                $null = $using:vpc | New-LabSubnet $using:block
                (Get-LabVpc $using:vpc -Session $using:cloud).VpcId
            }
        }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Should -Be ($vpc.VpcId, $vpc.VpcId)
        $vpc | Get-LabSubnet | Should -HaveCount 2
    }

    It 'a job connects itself, and then works with the objects of the same cloud' {
        $vpc = New-LabVpc 10.9.0.0/16 -Session (Connect-LabSession @connect)
        $answer = Start-Job {
            Import-Module $using:module
            $connect = $using:connect
            $null = Connect-LabSession @connect
            ($using:vpc | New-LabSubnet 10.9.1.0/24).VpcId
        } | Receive-Job -Wait -AutoRemoveJob
        $answer | Should -Be $vpc.VpcId
    }

    It 'a job refuses the session of another process' {
        $answer = Start-Job {
            Import-Module $using:module
            try { Get-LabVpc -Session $using:cloud -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        } | Receive-Job -Wait -AutoRemoveJob
        $answer | Should -BeLike 'SessionNotFound*'
    }
}
