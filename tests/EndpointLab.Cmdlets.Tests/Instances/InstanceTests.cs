namespace EndpointLab.Cmdlets.Tests.Instances;

public sealed class InstanceTests : IDisposable
{
    private readonly LabShell shell = new();

    public InstanceTests() => shell.Run(
        """
        $null = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void An_instance_is_launched_in_the_subnet_with_what_it_was_given() => Assert.Equal(
        "running t3.micro True True lab demo True",
        shell.Run(
            """
            $group = $vpc | New-LabSecurityGroup -Name lab -Description lab
            $i = $subnet | New-LabInstance -Name lab -SecurityGroup $group -Tag @{ Purpose = 'demo' }
            $card = Get-LabNetworkInterface $i.NetworkInterfaceId
            $isThere = $i.SubnetId -eq $subnet.SubnetId
            $isMember = $i.SecurityGroups[0] -eq $group.GroupId
            "$($i.State) $($i.InstanceType) $isThere $isMember $($i.Name) $($card.Tags.Purpose) $($i.ImageId -like 'ami-*')"
            """).Single<string>());

    [Fact]
    public void An_instance_with_a_name_is_launched_once_as_long_as_it_lives() => Assert.Equal("True True True 2", shell.Run(
        """
        $first, $again = 1..2 | ForEach-Object { $subnet | New-LabInstance -Name lab }
        $other = $subnet | New-LabInstance -Name lab -InstanceType t3.small
        $first | Remove-LabInstance
        $next, $same = 1..2 | ForEach-Object { $subnet | New-LabInstance -Name lab }
        "$($first.InstanceId -eq $again.InstanceId) $($next.InstanceId -notin $first.InstanceId, $other.InstanceId) $(
            $next.InstanceId -eq $same.InstanceId) $(@(Get-LabInstance -Filter @{ 'instance-state-name' = 'running' }).Count)"
        """).Single<string>());

    [Fact]
    public void Each_instance_without_a_name_is_another_one() =>
        Assert.Equal(3, shell.Run(
            "$null = 1..3 | ForEach-Object { $subnet | New-LabInstance -Tag @{ a = 1 } }; @(Get-LabInstance).Count").Single<int>());

    [Fact]
    public void A_Graviton_instance_gets_an_image_for_its_processor() => Assert.True(shell.Run(
        "($subnet | New-LabInstance -InstanceType t4g.micro).ImageId -ne ($subnet | New-LabInstance).ImageId").Single<bool>());

    [Fact]
    public void A_public_address_is_given_as_the_switch_says_whatever_the_subnet_does() => Assert.Equal(
        [true, false, true, false],
        shell.Run(
            """
            $null = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
            $public = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24 -MapPublicIpOnLaunch
            $public | New-LabInstance | Wait-LabInstance | ForEach-Object { $null -ne $_.PublicIpAddress }
            $public | New-LabInstance -AssociatePublicIpAddress:$false | Wait-LabInstance | ForEach-Object { $null -ne $_.PublicIpAddress }
            $subnet | New-LabInstance -AssociatePublicIpAddress | Wait-LabInstance | ForEach-Object { $null -ne $_.PublicIpAddress }
            $subnet | New-LabInstance | Wait-LabInstance | ForEach-Object { $null -ne $_.PublicIpAddress }
            """).ShouldSucceed().Output.Select(value => (bool)value.BaseObject));

    [Fact]
    public void Any_object_with_a_SubnetId_takes_an_instance() => Assert.True(shell.Run(
        "([pscustomobject]@{ SubnetId = $subnet.SubnetId } | New-LabInstance).SubnetId -eq $subnet.SubnetId").Single<bool>());

    [Theory]
    [InlineData("$vpc | New-LabInstance", "WrongResource")]
    [InlineData("New-LabInstance subnet-1", "MalformedId")]
    [InlineData("$subnet | New-LabInstance -SecurityGroup @($null)", "InvalidArgument")]
    [InlineData("$subnet | New-LabInstance -Session $null", "InvalidArgument")]
    [InlineData("$subnet | New-LabInstance -ImageId linux", "MalformedId")]
    [InlineData("$subnet | New-LabInstance -KeyPair nobodys", "InvalidKeyPair.NotFound")]
    [InlineData("$subnet | New-LabInstance -SecurityGroup $vpc", "WrongResource")]
    public void A_bad_argument_is_one_error_and_launches_nothing(string script, string errorId)
    {
        shell.Run(script).ShouldFail(errorId);

        Assert.Empty(shell.Run("Get-LabInstance").ShouldSucceed().Output);
    }

    [Fact]
    public void WhatIf_launches_and_terminates_nothing()
    {
        shell.Run("$i = $subnet | New-LabInstance; $subnet | New-LabInstance -WhatIf; $i | Remove-LabInstance -WhatIf").ShouldSucceed();

        Assert.Equal("running", shell.Run("(Get-LabInstance).State").Single<string>());
    }

    [Fact]
    public void Instances_are_found_by_what_they_belong_to() => Assert.Equal(
        ["1", "1", "0", "1"],
        shell.Run(
            """
            $i = $subnet | New-LabInstance -Name lab
            $empty = $vpc | New-LabSubnet -CidrBlock 10.0.3.0/24
            @($vpc | Get-LabInstance).Count
            @($subnet | Get-LabInstance).Count
            @(Get-LabInstance -Subnet $empty).Count
            @(Get-LabInstance -Name la*).Count
            """).ShouldSucceed().Output.Select(count => $"{count}"));

    [Fact]
    public void Waiting_takes_many_instances_and_emits_them_in_their_order() => Assert.Equal(
        "True running running running",
        shell.Run(
            """
            $all = 1..3 | ForEach-Object { $subnet | New-LabInstance }
            $done = @($all[2], $all[0], $all[1] | Wait-LabInstance)
            "$("$($done.InstanceId)" -eq "$($all[2].InstanceId) $($all[0].InstanceId) $($all[1].InstanceId)") $($done.State)"
            """).Single<string>());

    [Fact]
    public void A_terminated_instance_ends_a_wait_for_running_at_once()
    {
        var error = shell.Run("$i = $subnet | New-LabInstance; $i | Remove-LabInstance; $i | Wait-LabInstance").ShouldFail("TerminalState");

        Assert.Contains("terminated", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_that_fails_its_wait_does_not_hold_up_the_others()
    {
        var run = shell.Run(
            "$a, $b = 1..2 | ForEach-Object { $subnet | New-LabInstance }; $a | Remove-LabInstance; $a, $b | Wait-LabInstance");

        run.ShouldFail("TerminalState");
        Assert.Single(run.Output);
    }

    [Theory]
    [InlineData("$i | Wait-LabInstance -State gone", "UnknownState")]
    [InlineData("$i | Wait-LabInstance -Timeout 0", "InvalidDuration")]
    [InlineData("$subnet | Wait-LabInstance", "WrongResource")]
    [InlineData("Wait-LabInstance i-0123456789abcdef0", "ResourceNotFound")]
    public void A_wait_for_what_cannot_be_is_an_error(string script, string errorId) =>
        shell.Run("$i = $subnet | New-LabInstance; " + script).ShouldFail(errorId);

    [Fact]
    public async Task Stopping_a_wait_ends_it()
    {
        shell.Run(
            """
            $null = Connect-LabSession -Lifecycle Realistic
            $i = New-LabVpc 10.0.0.0/16 | New-LabSubnet -CidrBlock 10.0.1.0/24 | New-LabInstance
            """).ShouldSucceed();
        var run = shell.Start("$i | Wait-LabInstance -State stopped");
        await run.UntilProgress();

        Assert.True(run.Stop().Stopped);
    }
}
