namespace EndpointLab.Cmdlets.Tests.Labs;

/// <summary>A whole lab by one command each. What the commands do is tested in Core; here it is how they are used.</summary>
public sealed class EndpointLabTests : IDisposable
{
    private readonly LabShell shell = new();
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("endpointlab-keys-");

    public void Dispose()
    {
        shell.Dispose();
        keys.Delete(recursive: true);
    }

    [Theory]
    [InlineData("New-EndpointLab demo")]
    [InlineData("Get-EndpointLab")]
    [InlineData("Test-EndpointLab demo")]
    [InlineData("Remove-EndpointLab demo -Confirm:$false")]
    public void Without_a_session_it_fails_instead_of_working_on_a_simulator(string command)
    {
        shell.Run(command).ShouldFail("SessionNotFound");
        Assert.Empty(shell.Run("Get-LabSession").ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("New-EndpointLab demo")]
    [InlineData("Get-EndpointLab")]
    [InlineData("Export-EndpointLab demo -Format Mermaid")]
    public void A_session_that_another_command_opened_by_itself_does_not_count(string command)
    {
        shell.Run("$null = Get-LabVpc 3>$null").ShouldSucceed();
        shell.Run(command).ShouldFail("SessionNotFound");
        Assert.Empty(shell.Run("Get-LabVpc -Name demo; $null = Connect-LabSession; $null = New-EndpointLab demo").ShouldSucceed().Output);
    }

    [Fact]
    public void Of_a_lab_that_is_not_there_no_removal_is_announced()
    {
        Connect();
        shell.Run("Remove-EndpointLab demo -WhatIf").ShouldFail("ResourceNotFound");
        Assert.Empty(shell.Host.Lines);
    }

    [Theory]
    [InlineData("4h30m", "04:30:00")]
    [InlineData("1d2h3m4s", "1.02:03:04")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData("'7d'", "7.00:00:00")]
    [InlineData("90", "00:01:30")]
    public void A_time_to_live_is_a_sum_of_parts(string time, string lives)
    {
        Connect();
        Assert.Equal(lives, shell.Run(
            $"$lab = New-EndpointLab demo -TimeToLive {time}; ($lab.Expires - $lab.Created).ToString()").Single<string>());
    }

    [Theory]
    [InlineData("([TimeSpan]::MaxValue)", "36500 days")]
    [InlineData("999999999h", "36500 days")]
    [InlineData("4d", "number 4")]
    [InlineData("4h30", "longer than zero")]
    [InlineData("30m4h", "longer than zero")]
    [InlineData("h", "longer than zero")]
    [InlineData("0h0m", "longer than zero")]
    public void A_time_to_live_that_is_none_is_one_error_before_anything_is_made(string time, string message)
    {
        Connect();
        Assert.Contains(
            message, $"{shell.Run($"New-EndpointLab demo -TimeToLive {time}").ShouldFail("InvalidDuration")}", StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-EndpointLab").ShouldSucceed().Output);
    }

    [Fact]
    public void A_folder_that_can_not_be_made_for_keys_is_named()
    {
        Connect();
        var file = Path.Join(keys.FullName, "file");
        File.WriteAllText(file, "");
        var error = shell.Run($"New-EndpointLab demo -WithInstance -KeyFolder '{file}'").ShouldFail("FileNotWritable");
        Assert.Contains("-KeyFolder", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lab_is_built_found_proven_and_removed()
    {
        Connect();
        Assert.Equal("Complete True Complete True 0", shell.Run(
            """
            $lab = New-EndpointLab demo -WithInstance -WithBucket -InterfaceService ssm -TimeToLive 4h -KeyFolder $keys
            $key = [System.IO.File]::Exists($lab.PrivateKeyPath)
            $found = Get-EndpointLab de* -KeyFolder $keys
            $proven = $lab | Test-EndpointLab -Quiet
            $found | Remove-EndpointLab -Confirm:$false -KeyFolder $keys
            "$($lab.State) $key $($found.State) $proven $(@(Get-EndpointLab).Count)"
            """).Single<string>());
        Assert.Empty(keys.EnumerateFiles());
    }

    [Fact]
    public void WhatIf_shows_each_resource_with_its_cost_and_makes_none()
    {
        Connect();
        var run = shell.Run("New-EndpointLab demo -InterfaceService ssm -WhatIf").ShouldSucceed();
        Assert.Equal(
            [
                "vpc 0", "public-subnet 0", "private-subnet 0", "internet-gateway 0", "public-table 0", "private-table 0", "gateway-s3 0",
                "endpoint-group 0", "public-group 0", "private-group 0", "interface-ssm 0.01",
            ],
            run.Output.Select(planned => FormattableString.Invariant(
                $"{planned.Properties["Role"].Value} {planned.Properties["HourlyCost"].Value:0.##}")));
        Assert.Contains("about 0.010 USD an hour by us-east-1's list prices", string.Join(' ', shell.Host.Lines), StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-LabVpc -Name demo").ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("-AvailabilityZoneCount 5", "InvalidArgument", "Availability Zones, not 5.", "at most")]
    [InlineData("-GatewayService sqs", "WrongEndpointType", "sqs takes no Gateway endpoints", "Use -InterfaceService instead.")]
    [InlineData("-InterfaceService dynamo", "UnknownService", "There is no service 'dynamo'", "Did you mean dynamodb?")]
    [InlineData("-CidrBlock 8.8.0.0/15", "InvalidCidrBlock", "8.8.0.0/15 is too large", "between /16 and")]
    public void What_the_Region_does_not_offer_is_one_error_before_anything_is_made(
        string wish, string errorId, string message, string step)
    {
        shell.Run("$null = Connect-LabSession -Lifecycle Instant -Region eu-central-1").ShouldSucceed();
        foreach (var whatIf in (string[])["", "-WhatIf"])
        {
            var error = shell.Run($"New-EndpointLab demo {wish} {whatIf}").ShouldFail(errorId);
            Assert.Contains(message, $"{error}", StringComparison.Ordinal);
            Assert.Contains(step, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Empty(shell.Run("Get-LabVpc -Name demo").ShouldSucceed().Output);
    }

    [Fact]
    public void What_it_costs_is_told_as_an_estimate_by_one_Regions_prices_wherever_it_is()
    {
        shell.Run("$null = Connect-LabSession -Lifecycle Instant -Region eu-central-1; $lab = New-EndpointLab demo").ShouldSucceed();

        Assert.Contains(shell.Render("$lab"), line => line.EndsWith(" ~USD/hour", StringComparison.Ordinal));
        Assert.Matches("^An estimate by us-east-1's list prices of 20..-..-.., wherever the lab is, ", shell.Run("$lab.CostBasis").Single<string>());
    }

    [Fact]
    public void A_table_of_checks_says_why_one_failed()
    {
        Connect();
        var lines = shell.Render(
            """
            $lab = New-EndpointLab demo
            Get-LabEndpoint -Vpc $lab.VpcId | Remove-LabEndpoint
            $lab | Test-EndpointLab
            """);
        Assert.Contains("False State Partial          lab: Complete was expected. It lacks gateway-s3.", lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public void WhatIf_tells_what_is_there_already()
    {
        Connect();
        Assert.Equal("make gateway-dynamodb", string.Join(", ", shell.Run(
            """
            $null = New-EndpointLab demo
            New-EndpointLab demo -GatewayService s3, dynamodb -WhatIf | Where-Object Deed -eq make | ForEach-Object { "$($_.Deed) $($_.Role)" }
            """).ShouldSucceed().Output));
    }

    [Fact]
    public void What_is_not_given_is_as_the_lab_was_planned()
    {
        Connect();
        shell.Run(
            """
            $first = New-EndpointLab demo -WithInstance -WithBucket -CidrBlock 10.8.0.0/16 -AvailabilityZoneCount 2 `
                -GatewayService s3, dynamodb -CallerCidr 198.51.100.7/32 -InterfaceService sqs -KeyFolder $keys
            $planned = New-EndpointLab demo -KeyFolder $keys -WhatIf
            $second = New-EndpointLab demo -KeyFolder $keys
            """).ShouldSucceed();
        Assert.Contains("18 resources", string.Join(' ', shell.Host.Lines), StringComparison.Ordinal);
        Assert.Equal("18 keep, Complete 18 True True", string.Join(", ", shell.Run(
            """
            "$($planned.Where({ $_.Deed -eq 'keep' }).Count) keep"
            "$($second.State) $($second.Resources.Count) $("$($first.Resources.Id)" -eq "$($second.Resources.Id)") $($first.Plan -eq $second.Plan)"
            """).ShouldSucceed().Output));
    }

    [Fact]
    public void What_is_given_changes_the_plan_of_a_lab_that_is_there()
    {
        Connect();
        Assert.Equal("Complete 10.0.0.0/16 zones=1 gateway=s3 interface=ssm instance caller=198.51.100.7/32", shell.Run(
            """
            $null = New-EndpointLab demo -WithInstance -CallerCidr 198.51.100.7/32 -KeyFolder $keys
            New-EndpointLab demo -InterfaceService ssm -KeyFolder $keys | ForEach-Object { "$($_.State) $($_.Plan)" }
            """).Single<string>());
        Assert.Equal("Drifted 10.0.0.0/16 zones=1 gateway= interface=ssm caller=198.51.100.7/32", shell.Run(
            """
            New-EndpointLab demo -GatewayService @() -WithInstance:$false -KeyFolder $keys | ForEach-Object { "$($_.State) $($_.Plan)" }
            """).Single<string>());
    }

    [Fact]
    public void Another_block_than_the_VPCs_is_refused_before_anything_changes()
    {
        Connect();
        shell.Run("$lab = New-EndpointLab demo -CidrBlock 10.8.0.0/16; Get-LabEndpoint | Remove-LabEndpoint").ShouldSucceed();
        foreach (var whatIf in (string[])["", "-WhatIf"])
        {
            var error = shell.Run($"New-EndpointLab demo -CidrBlock 10.9.0.0/16 -WithBucket {whatIf}").ShouldFail("InvalidArgument");
            Assert.Contains("10.8.0.0/16", $"{error}", StringComparison.Ordinal);
            Assert.Contains("10.9.0.0/16", $"{error}", StringComparison.Ordinal);
            Assert.Contains("Leave -CidrBlock out", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Equal("Partial gateway-s3 True, Complete", string.Join(", ", shell.Run(
            """
            Get-EndpointLab demo | ForEach-Object { "$($_.State) $($_.Missing) $($_.Plan -eq $lab.Plan)" }
            (New-EndpointLab demo -CidrBlock 10.8.0.0/16).State
            """).ShouldSucceed().Output));
    }

    [Fact]
    public void A_time_to_live_and_tags_that_come_too_late_are_a_warning_each()
    {
        Connect();
        Assert.Empty(shell.Run("$lab = New-EndpointLab demo -TimeToLive 4h -Tag @{ team = 'blue' }").ShouldSucceed().Warnings);
        Assert.Empty(shell.Run("$null = New-EndpointLab demo -Tag @{ team = 'blue' }").ShouldSucceed().Warnings);
        var expires = shell.Run("$lab.Expires.ToString('yyyy-MM-ddTHH:mm:ssZ')").Single<string>();

        var run = shell.Run("New-EndpointLab demo -TimeToLive 8h -Tag @{ team = 'red' }").ShouldSucceed();

        Assert.Equal(
            [
                $"The lab demo was begun before and keeps its expiry, {expires}: -TimeToLive is for a new lab.",
                "What there is of the lab demo keeps its tags: -Tag is for what is made now.",
            ],
            run.Warnings);
        Assert.Equal("True", shell.Run("\"$($lab.Expires -eq (Get-EndpointLab demo).Expires)\"").Single<string>());
        Assert.Contains("still never expires", Assert.Single(
            shell.Run("$null = New-EndpointLab other; New-EndpointLab other -TimeToLive 1h").ShouldSucceed().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_a_repair_makes_is_the_labs()
    {
        Connect();
        Assert.Equal("CreateGatewayEndpoint Reachable, Complete True, 0", string.Join(", ", shell.Run(
            """
            $lab = New-EndpointLab demo -WithInstance -WithBucket -KeyFolder $keys
            Get-LabEndpoint -Vpc $lab.VpcId | Remove-LabEndpoint
            $repair = Get-LabInstance $lab.PrivateInstanceId | Trace-LabS3Access -Bucket $lab.BucketName -Key hello.txt |
                Repair-LabS3Access -Confirm:$false
            "$($repair.Changes.Kind) $($repair.After.Verdict)"
            $lab = New-EndpointLab demo -KeyFolder $keys
            "$($lab.State) $($lab | Test-EndpointLab -Quiet -KeyFolder $keys)"
            $lab | Remove-EndpointLab -Confirm:$false -KeyFolder $keys
            (@(Get-LabEndpoint | Where-Object State -ne deleted) + @(Get-EndpointLab)).Count
            """).ShouldSucceed().Output));
    }

    [Fact]
    public void Only_what_is_expired_is_cleaned_up()
    {
        Connect();
        Assert.Equal("later never", string.Join(' ', shell.Run(
            """
            $null = New-EndpointLab now -TimeToLive 0.001
            $null = New-EndpointLab later -TimeToLive 4h
            $null = New-EndpointLab never
            Get-EndpointLab -Expired | Remove-EndpointLab -Confirm:$false
            (Get-EndpointLab).Name
            """).ShouldSucceed().Output));
    }

    [Theory]
    [InlineData("New-EndpointLab demo -InterfaceService ssm")]
    [InlineData("New-EndpointLab demo")]
    public async Task A_build_that_is_stopped_is_shown_as_it_is_and_completed(string again)
    {
        shell.Run("$null = Connect-LabSession -Lifecycle Realistic").ShouldSucceed();
        var run = shell.Start("New-EndpointLab demo -InterfaceService ssm");
        // Its VPC, which tells the plan, is there by then.
        await run.UntilProgress("interface-ssm");
        run.Stop();
        Assert.True(run.Stopped);
        shell.Run("Set-LabSimulator -Lifecycle Instant -AdvanceClock 10m").ShouldSucceed();
        Assert.Equal("Complete 11", shell.Run($$"""{{again}} | ForEach-Object { "$($_.State) $($_.Resources.Count)" }""").Single<string>());
    }

    [Fact]
    public void A_resource_that_can_not_be_made_is_an_error_and_the_lab_tells_what_lacks()
    {
        Connect();
        shell.Run("Set-LabSimulator -Fault AccessDenied -Action ec2:CreateVpcEndpoint").ShouldSucceed();
        var run = shell.Run("New-EndpointLab demo");
        run.ShouldFail("UnauthorizedOperation");
        var lab = Assert.Single(run.Output);
        Assert.Equal("Building", $"{lab.Properties["State"].Value}");
        Assert.Equal(["gateway-s3"], (string[])lab.Properties["Missing"].Value);
    }

    [Fact]
    public void A_lab_that_somebody_changed_does_not_look_complete()
    {
        Connect();
        var run = shell.Run(
            """
            $null = New-EndpointLab demo
            Get-LabEndpoint | Set-LabEndpoint -RemoveRouteTable (Get-LabRouteTable -Name demo-rt2-private) | Out-Null
            $lab = Get-EndpointLab demo
            "$($lab.State) $($lab.Drift.Count)"
            $lab | Test-EndpointLab -Quiet
            ($lab | Test-EndpointLab)[0].Reason -eq $lab.Drift[0]
            """).ShouldSucceed();
        Assert.Equal("Drifted 1, False, True", string.Join(", ", run.Output));
    }

    [Fact]
    public void A_lab_of_another_account_is_not_mistaken_for_one_of_this()
    {
        Connect();
        shell.Run("$lab = New-EndpointLab demo; $other = Connect-LabSession -AccountId 210987654321").ShouldSucceed();
        shell.Run("$lab | Remove-EndpointLab -Confirm:$false -Session $other").ShouldFail("SessionConflict");
        shell.Run("$lab | Remove-EndpointLab -Confirm:$false").ShouldSucceed();
    }

    [Fact]
    public void What_only_lies_in_a_lab_does_not_take_it_along()
    {
        Connect();
        shell.Run("$subnet = New-EndpointLab demo | Get-LabSubnet -Name demo-private").ShouldSucceed();
        shell.Run("$subnet | Remove-EndpointLab -Confirm:$false").ShouldFail("WrongResource");
        shell.Run("Get-EndpointLab demo | Remove-LabVpc").ShouldFail("WrongResource");
    }

    [Fact]
    public void Names_are_completed()
    {
        Connect();
        Assert.Equal("demo", shell.Run(
            "$null = New-EndpointLab demo; (TabExpansion2 'Remove-EndpointLab de' 21).CompletionMatches[0].CompletionText").Single<string>());
    }

    [Fact]
    public void Services_are_completed_by_the_type_of_their_endpoints()
    {
        Connect();
        Assert.Equal("dynamodb s3 s3express", string.Join(' ', shell.Run(
            "(TabExpansion2 'New-EndpointLab demo -GatewayService ' 37).CompletionMatches.CompletionText").ShouldSucceed().Output));
    }

    private void Connect() => shell.Run("$keys = $args[0]; $null = Connect-LabSession -Lifecycle Instant", keys.FullName).ShouldSucceed();
}
