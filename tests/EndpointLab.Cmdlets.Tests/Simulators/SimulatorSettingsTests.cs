namespace EndpointLab.Cmdlets.Tests.Simulators;

public sealed class SimulatorSettingsTests : IDisposable
{
    private readonly LabShell shell = new();

    public SimulatorSettingsTests() => shell.Run("$null = Connect-LabSession -Name lab").ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void Without_anything_to_set_it_tells_how_the_simulator_is_set() => Assert.Equal("lab Quick False 0.02 0", Text(
        """
        $settings = Set-LabSimulator
        $delay = $settings.Delays | Where-Object Name -eq NatGatewayCreation
        "$($settings.SessionName) $($settings.Lifecycle) $($settings.IsClockFrozen) $(
            $delay.Duration.TotalSeconds) $($settings.Faults.Count)"
        """));

    [Theory]
    [InlineData("-Delay EndpointCreation=5s, vpccreation=0")]
    [InlineData("-Delay @{ EndpointCreation = [TimeSpan]::FromSeconds(5); VpcCreation = 0 }")]
    [InlineData("-Delay @{ EndpointCreation = 5 }, @{ VpcCreation = '0s' }")]
    public void Single_delays_have_durations_of_their_own(string delays) =>
        Assert.Equal("Realistic VpcCreation=0s EndpointCreation=5s", Text(
        $$"""
        $settings = Set-LabSimulator -Lifecycle Realistic {{delays}}
        "$($settings.Lifecycle) $($settings.Delays | Where-Object Name -in VpcCreation, EndpointCreation)"
        """));

    [Fact]
    public void A_cloud_that_was_opened_with_delays_of_its_own_has_them_again_after_a_reset() =>
        Assert.Equal("Instant VpcCreation=5s", Text(
        """
        $null = Connect-LabSession -Lifecycle Instant -Delay @{ VpcCreation = '5s'; EndpointCreation = $null }
        $null = Set-LabSimulator -Lifecycle Quick -Delay VpcCreation=9
        $settings = Reset-LabSimulator
        "$($settings.Lifecycle) $($settings.Delays | Where-Object Name -eq VpcCreation)"
        """));

    [Fact]
    public void A_delay_of_null_is_the_lifecycles_again() => Assert.Equal("VpcCreation=0.02s", Text(
        """
        $null = Set-LabSimulator -Delay VpcCreation=5
        "$((Set-LabSimulator -Delay @{ VpcCreation = $null }).Delays | Where-Object Name -eq VpcCreation)"
        """));

    [Theory]
    [InlineData("-Delay 5", "InvalidArgument")]
    [InlineData("-Delay VpcCreation=", "InvalidDuration")]
    [InlineData("-Delay VpcCreation=soon", "InvalidDuration")]
    [InlineData("-AdvanceClock 0", "InvalidDuration")]
    [InlineData("-FreezeClock -ResumeClock", "InvalidArgument")]
    [InlineData("-Fault throttle -Action ec2:CreateVpn", "InvalidArgument")]
    [InlineData("-Fault delay", "InvalidArgument")]
    [InlineData("-Fault throttle -Duration 5", "InvalidArgument")]
    [InlineData("-LoadBalancer arn:aws:x -Appliance @{ fw = 'Allow' }", "InvalidArgument")]
    [InlineData("-LoadBalancer arn:aws:x -Appliance @{ fw = 'Maybe' }", "InvalidArgument")]
    public void What_makes_no_sense_is_an_error(string arguments, string errorId) =>
        shell.Run($"Set-LabSimulator {arguments}").ShouldFail(errorId);

    [Theory]
    [InlineData("-Fault melt", "throttle")]
    [InlineData("-Delay VpcDeletion=5", "VpcCreation")]
    public void A_name_that_there_is_not_is_answered_with_those_that_there_are(string arguments, string known) => Assert.Contains(
        known,
        shell.Run($"Set-LabSimulator {arguments}").ShouldFail("InvalidArgument").ErrorDetails.RecommendedAction,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("-Fault Delay", "lacks its -Duration", "-Duration 5s")]
    [InlineData("-Fault reset -Duration 5", "-Duration is only for -Fault delay, not for reset", "Leave -Duration out")]
    public void A_delay_has_a_duration_and_no_other_fault(string arguments, string says, string step)
    {
        var error = shell.Run($"Set-LabSimulator {arguments}").ShouldFail("InvalidArgument");
        Assert.Contains(says, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(step, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Traffic_to_a_gateway_load_balancer_endpoint_passes_the_appliances_that_are_registered() => Assert.Equal(
        "Blocked; fw-1=Allow Reachable; fw-1=Drop Blocked",
        Text(
            """
            $arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/inspection/0123456789abcdef'
            $service = New-EndpointService -LoadBalancer $arn -AcceptanceRequired:$false | Wait-EndpointState
            $vpc = New-LabVpc 10.0.0.0/16
            $from = $vpc | New-LabSubnet 10.0.1.0/24
            $to = $vpc | New-LabSubnet 10.0.2.0/24
            $inspection = $vpc | New-LabSubnet 10.0.3.0/24
            $endpoint = $inspection | Add-GatewayLoadBalancerEndpoint -Service $service | Wait-EndpointState
            foreach ($way in @($from, '10.0.2.0/24'), @($to, '10.0.1.0/24')) {
                $null = $vpc | New-LabRouteTable | Register-LabRouteTable -Subnet $way[0] |
                    Add-LabRoute -DestinationCidrBlock $way[1] -Endpoint $endpoint
            }
            $group = $vpc | New-LabSecurityGroup -Name ssh -Description ssh
            $null = $group | Add-LabSecurityGroupRule -Ingress -Protocol tcp -Port 22 -CidrBlock 10.0.0.0/16
            $a, $b = $from, $to | New-LabInstance -SecurityGroup $group | Wait-LabInstance
            $results = foreach ($action in $null, 'Allow', 'Drop') {
                if ($action) { "$((Set-LabSimulator -LoadBalancer $arn -Appliance @{ 'fw-1' = $action }).Appliances)" }
                "$((Test-LabConnection -From $a -To $b -Port 22 -ExpectedVia $endpoint).Result);"
            }
            "$results".TrimEnd(';')
            """));

    [Theory]
    [InlineData("New-LabVpc 10.7.0.0/16", "Vpcs", "@(Get-LabVpc | Where-Object CidrBlock -eq 10.7.0.0/16).Count")]
    [InlineData("$vpc | New-LabRouteTable -Name once", "RouteTables", "@(Get-LabRouteTable -Name once).Count")]
    [InlineData("$subnet | New-LabInstance -Name once", "Instances", "@(Get-LabInstance -Name once).Count")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs", "VpcEndpoints", "@(Get-LabEndpoint -Service sqs).Count")]
    public void What_is_not_found_right_after_its_creation_is_looked_for_again(string create, string noun, string count)
    {
        shell.Run($"$vpc = New-LabVpc 10.0.0.0/16; $subnet = $vpc | New-LabSubnet 10.0.1.0/24").ShouldSucceed();
        var run = shell.Run($"$null = Set-LabSimulator -Fault notFound -Action ec2:Describe{noun} -Count 3; $null = {create}; {count}");
        Assert.Equal(1, run.ShouldSucceed().Output.Single().BaseObject);
    }

    [Fact]
    public void A_clock_that_is_advanced_brings_about_what_was_due() => Assert.Equal("pending available", Text(
        """
        $null = Set-LabSimulator -Delay VpcCreation=1h
        $vpc = New-LabVpc 10.0.0.0/16
        $before = $vpc.State
        $null = Set-LabSimulator -AdvanceClock 1h
        "$before $((Get-LabVpc $vpc.VpcId).State)"
        """));

    [Fact]
    public void A_frozen_clock_stands_until_it_is_advanced_or_resumed() => Assert.Equal("True 0 1 False True", Text(
        """
        $frozen = Set-LabSimulator -FreezeClock
        $still = Set-LabSimulator
        $later = Set-LabSimulator -AdvanceClock 1h
        $resumed = Set-LabSimulator -ResumeClock
        "$($frozen.IsClockFrozen) $(($still.Time - $frozen.Time).TotalHours) $(($later.Time - $frozen.Time).TotalHours) " +
            "$($resumed.IsClockFrozen) $($resumed.Time -ge $later.Time)"
        """));

    [Fact]
    public void Calls_fail_by_the_rules_until_these_are_cleared()
    {
        Assert.Equal("notFound DeleteVpc 0 1, throttle s3:* 0.5 3", Text(
            """
            $null = Set-LabSimulator -Fault notFound -Action DeleteVpc -Count 1 -After 0
            $vpc = New-LabVpc 10.0.0.0/16
            Remove-LabVpc $vpc -ErrorVariable failed -ErrorAction SilentlyContinue
            if ($failed[0].FullyQualifiedErrorId -notlike 'InvalidVpcID.NotFound,*') { throw $failed[0] }
            Remove-LabVpc $vpc
            $used, $added = (Set-LabSimulator -Fault throttle -Action s3:* -Probability 0.5 -Seed 3).Faults
            "$used $($used.Left) $($used.Fired), $added $($added.Probability) $($added.Seed)"
            """));
        Assert.Equal("0", Text("\"$((Set-LabSimulator -ClearFault).Faults.Count)\""));
        Assert.Equal(
            "reset *", Text("$null = Set-LabSimulator -Fault throttle; \"$((Set-LabSimulator -ClearFault -Fault reset).Faults)\""));
    }

    [Fact]
    public void An_endpoint_is_put_into_a_state_with_its_reason() => Assert.Equal("Partial Failed InternalError full Available", Text(
        """
        $endpoint = New-LabVpc 10.0.0.0/16 | Add-GatewayEndpoint -Service s3
        $partial = $endpoint | Set-LabSimulator -State partial
        $failed = Set-LabSimulator -Endpoint $endpoint -State Failed -Reason full
        $null = Wait-EndpointState $endpoint -ErrorAction SilentlyContinue -ErrorVariable waited
        if ($waited[0].FullyQualifiedErrorId -notlike 'TerminalState,*') { throw $waited[0] }
        $again = Set-LabSimulator -Endpoint $endpoint.VpcEndpointId -State Available
        "$($partial.State) $($failed.State) $($failed.LastError.Code) $($failed.LastError.Message) $($again.State)"
        """));

    [Theory]
    [InlineData("-State Melted", "UnknownState")]
    [InlineData("-State Failed -Session $other", "ResourceNotFound")]
    public void An_endpoint_that_is_not_there_or_a_state_that_is_none_is_an_error(string arguments, string errorId) => shell.Run(
        $"$other = Connect-LabSession; Set-LabSimulator -Endpoint vpce-0123456789abcdef0 {arguments}").ShouldFail(errorId);

    [Fact]
    public void Endpoints_fail_as_they_are_created() => Assert.Equal("Failed NoAddress full", Text(
        """
        $null = Set-LabSimulator -Fault failed -ReasonCode NoAddress -Reason full
        $endpoint = New-LabVpc 10.0.0.0/16 | Add-GatewayEndpoint -Service s3
        $failed = $endpoint | Wait-EndpointState -State Failed
        "$($failed.State) $($failed.LastError.Code) $($failed.LastError.Message)"
        """));

    [Fact]
    public void A_simulator_behind_an_endpoint_URL_is_set_the_same_way() => Assert.Equal("Instant Instant Quick", Text(
        """
        $server = Start-LabSimulator -Port 0
        $client = Connect-LabSession -EndpointUrl $server.EndpointUrl
        $settings = @(
            Set-LabSimulator -Lifecycle Instant -Session $client
            Set-LabSimulator -Session lab
            Reset-LabSimulator -Session $client
        )
        $server | Stop-LabSimulator
        "$($settings.Lifecycle)"
        """));

    [Fact]
    public void Only_EndpointLabs_own_simulator_can_be_set()
    {
        using var foreign = new ForeignServer();
        shell.Run("$client = Connect-LabSession -EndpointUrl $args[0]", foreign.Url).ShouldSucceed();

        shell.Run("Set-LabSimulator -Lifecycle Instant -Session $client").ShouldFail("SimulatorNotFound");
        shell.Run("Reset-LabSimulator -Session $client").ShouldFail("SimulatorNotFound");
    }

    [Fact]
    public void Reset_leaves_nothing_of_any_account_and_no_setting() => Assert.Equal("Quick False 0 | True True 0", Text(
        """
        $other = Connect-LabSession -Cloud lab -AccountId 210987654321 -Region eu-central-1
        $null = New-LabVpc 10.0.0.0/16 -Session lab
        $null = New-LabVpc 10.0.0.0/16 -Session $other
        $null = New-LabBucket left-behind -Session lab
        $null = Set-LabSimulator -Lifecycle Realistic -FreezeClock -Delay VpcCreation=9
        $null = Set-LabSimulator -Fault throttle -Action CreateSubnet
        $settings = Reset-LabSimulator
        "$($settings.Lifecycle) $($settings.IsClockFrozen) $($settings.Faults.Count) | " +
            "$((Get-LabVpc -Session lab).IsDefault) $((Get-LabVpc -Session $other).IsDefault) $(@(Get-LabBucket -Session lab).Count)"
        """));

    [Fact]
    public void WhatIf_says_what_and_does_nothing()
    {
        shell.Run("$null = New-LabVpc 10.0.0.0/16").ShouldSucceed();
        Assert.Empty(shell.Run(
            """
            Set-LabSimulator -Lifecycle Instant -AdvanceClock 1h -WhatIf
            Set-LabSimulator -Fault reset -Action CreateVpc -WhatIf
            Reset-LabSimulator -WhatIf
            """).ShouldSucceed().Output);

        Assert.Contains(
            shell.Host.Lines, line => line.Contains("Set lifecycle Instant, Advance clock by 01:00:00", StringComparison.Ordinal));
        Assert.Contains(shell.Host.Lines, line => line.Contains("Add fault reset CreateVpc", StringComparison.Ordinal));
        Assert.Equal(2, shell.Run("Get-LabVpc").ShouldSucceed().Output.Count);
        Assert.Equal("Quick", Text("(Set-LabSimulator).Lifecycle"));
    }

    [Theory]
    [InlineData("Set-LabSimulator -Delay EndpointC", "EndpointCreation=")]
    [InlineData("Set-LabSimulator -Fault lo", "lostAnswer")]
    [InlineData("Set-LabSimulator -Fault reset -Action ec2:CreateVpcEndpointS", "ec2:CreateVpcEndpointServiceConfiguration")]
    [InlineData("Set-LabSimulator -Fault reset -Action HeadB", "HeadBucket")]
    public void Names_are_completed(string line, string completed) => Assert.Equal(
        completed, Text($"(TabExpansion2 '{line}' {line.Length}).CompletionMatches[0].CompletionText"));

    private string Text(string script) => shell.Run(script).Single<string>();
}
