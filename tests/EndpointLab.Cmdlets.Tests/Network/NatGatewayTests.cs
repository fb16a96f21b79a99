namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class NatGatewayTests : IDisposable
{
    private const string Slow =
        """
        $null = Connect-LabSession -Lifecycle Realistic
        $vpc = New-LabVpc 10.0.0.0/16
        $null = New-LabInternetGateway | Add-LabInternetGateway $vpc
        """;

    private readonly LabShell shell = new();

    public NatGatewayTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $null = New-LabInternetGateway | Add-LabInternetGateway $vpc
        $subnet = $vpc | New-LabSubnet 10.0.1.0/24
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$subnet | New-LabNatGateway -Name lab")]
    [InlineData("New-LabNatGateway $subnet.SubnetId -Name lab")]
    [InlineData("[pscustomobject]@{ SubnetId = $subnet.SubnetId } | New-LabNatGateway -Name lab")]
    public void A_new_one_is_available_and_has_an_address(string script)
    {
        Assert.Equal("lab available public True", shell.Run(
            $"""
            $nat = {script}
            "$($nat.Name) $($nat.State) $($nat.ConnectivityType) $($null -ne $nat.PublicIp)"
            """).Single<string>());
        Assert.Equal("lab", shell.Run("($vpc | Get-LabNatGateway).Name").Single<string>());
        Assert.Equal("lab", shell.Run("($subnet | Get-LabNatGateway).Name").Single<string>());
        Assert.Equal("nat_gateway", shell.Run("($subnet | Get-LabNetworkInterface).InterfaceType").Single<string>());
    }

    [Fact]
    public void Removing_waits_and_releases_the_address()
    {
        var run = shell.Run("$nat = $subnet | New-LabNatGateway; $nat | Remove-LabNatGateway -Verbose").ShouldSucceed();
        var address = shell.Run("$nat.PublicIp").Single<string>();
        Assert.Contains(run.Verbose, message => message.StartsWith($"Released the elastic address {address}", StringComparison.Ordinal));
        shell.Run(
            """
            $subnet | Remove-LabSubnet
            $vpc | Get-LabInternetGateway | Dismount-LabInternetGateway
            $vpc | Remove-LabVpc
            """).ShouldSucceed();
    }

    [Fact]
    public void What_cannot_be_created_leaves_no_address()
    {
        var run = shell.Run("'subnet-12345678' | New-LabNatGateway -Verbose");
        run.ShouldFail("InvalidSubnetID.NotFound");
        Assert.Contains(run.Verbose, message => message.Contains("ReleaseAddress", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$vpc | New-LabNatGateway", "WrongResource")]
    [InlineData("$subnet | Remove-LabNatGateway", "WrongResource")]
    [InlineData("Remove-LabNatGateway nat-12345678", "NatGatewayNotFound")]
    [InlineData("$subnet | New-LabNatGateway -Timeout 0", "InvalidDuration")]
    public void Bad_input_is_one_error_with_a_next_step(string script, string errorId)
    {
        Assert.NotEmpty(shell.Run(script).ShouldFail(errorId).ErrorDetails.RecommendedAction);
        Assert.Empty(shell.Run("Get-LabNatGateway").ShouldSucceed().Output);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Assert.Empty(shell.Run("$subnet | New-LabNatGateway -WhatIf; Get-LabNatGateway").ShouldSucceed().Output);
        Assert.Equal("available", shell.Run(
            """
            $nat = $subnet | New-LabNatGateway
            $nat | Remove-LabNatGateway -WhatIf
            ($nat | Get-LabNatGateway).State
            """).Single<string>());
    }

    [Fact]
    public async Task Stopping_the_wait_leaves_the_gateway_to_be_removed()
    {
        shell.Run(Slow).ShouldSucceed();
        var run = shell.Start("$vpc | New-LabSubnet 10.0.1.0/24 | New-LabNatGateway -Name lab");
        await run.UntilProgress();
        Assert.True(run.Stop().Stopped);
        Assert.Equal("pending", shell.Run("(Get-LabNatGateway -Name lab).State").Single<string>());
    }

    [Fact]
    public void A_wait_that_takes_too_long_says_so_and_leaves_the_gateway()
    {
        shell.Run(Slow).ShouldSucceed();
        shell.Run("$vpc | New-LabSubnet 10.0.1.0/24 | New-LabNatGateway -Name lab -Timeout 0.01").ShouldFail("WaitTimedOut");
        Assert.Equal("pending", shell.Run("(Get-LabNatGateway -Name lab).State").Single<string>());
    }
}
