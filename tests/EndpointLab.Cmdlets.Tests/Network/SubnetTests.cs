namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class SubnetTests : IDisposable
{
    private readonly LabShell shell = new();

    public SubnetTests() => shell.Run("$null = Connect-LabSession; $vpc = New-LabVpc 10.0.0.0/16").ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$vpc | New-LabSubnet 10.0.1.0/24")]
    [InlineData("$vpc.VpcId | New-LabSubnet -CidrBlock 10.0.1.0/24")]
    [InlineData("New-LabSubnet 10.0.1.0/24 -Vpc $vpc")]
    [InlineData("[pscustomobject]@{ VpcId = $vpc.VpcId; CidrBlock = '10.0.0.0/16'; Name = 'other' } | New-LabSubnet 10.0.1.0/24")]
    public void It_is_made_in_the_VPC_that_is_given(string script) => Assert.Equal(
        "10.0.1.0/24 us-east-1a False True",
        shell.Run(
            $"""
            $subnet = {script}
            "$($subnet.CidrBlock) $($subnet.AvailabilityZone) $($subnet.MapPublicIpOnLaunch) $($subnet.VpcId -eq $vpc.VpcId)"
            """)
            .Single<string>());

    [Fact]
    public void A_public_one_maps_public_addresses_in_the_zone_asked_for() => Assert.Equal(
        "True us-east-1b",
        shell.Run(
            """
            $subnet = $vpc | New-LabSubnet 10.0.1.0/24 -MapPublicIpOnLaunch -AvailabilityZone us-east-1b
            "$($subnet.MapPublicIpOnLaunch) $($subnet.AvailabilityZone)"
            """)
            .Single<string>());

    [Fact]
    public void Several_VPCs_get_one_each() => Assert.Equal(2, shell.Run(
        """
        $other = New-LabVpc 10.0.0.0/20
        $null = $vpc, $other | New-LabSubnet 10.0.1.0/24
        @($vpc | Get-LabSubnet).Count + @($other | Get-LabSubnet).Count
        """).Single<int>());

    [Theory]
    [InlineData("10.1.0.0/24", "InvalidCidrBlock", "10.0.0.0/16")]
    [InlineData("10.0.0.0/15", "InvalidCidrBlock", "/16")]
    [InlineData("10.0.0.0/29", "InvalidCidrBlock", "/28")]
    [InlineData("nonsense", "InvalidCidrBlock", "nonsense")]
    public void A_block_that_cannot_be_is_refused_before_AWS_is_asked(string block, string errorId, string says)
    {
        var run = shell.Run("$vpc | New-LabSubnet $args[0] -Verbose", block);
        var error = run.ShouldFail(errorId);
        Assert.Contains(says, error.Exception.Message + error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(run.Verbose);
    }

    [Theory]
    [InlineData("$vpc.VpcId | New-LabSubnet 10.1.0.0/24", "InvalidSubnet.Range")]
    [InlineData("$vpc | New-LabSubnet 10.0.1.128/25", "InvalidSubnet.Conflict")]
    [InlineData("'vpc-12345678' | New-LabSubnet 10.0.1.0/24", "InvalidVpcID.NotFound")]
    [InlineData("$vpc | New-LabSubnet 10.0.2.0/24 -AvailabilityZone us-east-1z", "InvalidParameterValue")]
    public void What_AWS_refuses_keeps_its_code(string script, string errorId)
    {
        shell.Run("$null = $vpc | New-LabSubnet 10.0.1.0/24").ShouldSucceed();
        var error = shell.Run(script).ShouldFail(errorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(1, shell.Run("@($vpc | Get-LabSubnet).Count").Single<int>());
    }

    [Fact]
    public void The_pipeline_finds_those_of_a_VPC_and_a_subnet_itself()
    {
        shell.Run(
            """
            $subnet = $vpc | New-LabSubnet 10.0.1.0/24 -Name one
            $null = $vpc | New-LabSubnet 10.0.2.0/24 -Name two
            """).ShouldSucceed();
        Assert.Equal(["one", "two"], shell.Run(
            "($vpc | Get-LabSubnet).Name").ShouldSucceed().Output.Select(name => (string)name.BaseObject).Order());
        Assert.Equal("one", shell.Run("($subnet | Get-LabSubnet).Name").Single<string>());
        Assert.Equal("two", shell.Run("($vpc | Get-LabSubnet -Name tw*).Name").Single<string>());
        Assert.Equal("one", shell.Run("(Get-LabSubnet $subnet -Vpc $vpc).Name").Single<string>());
    }

    [Theory]
    [InlineData("Get-LabSubnet -Vpc $null", "InvalidArgument")]
    [InlineData("Get-LabSubnet $null", "ParameterArgumentValidationError")]
    [InlineData("Get-LabSubnet @()", "ParameterArgumentValidationError")]
    [InlineData("$null | Get-LabSubnet", "ParameterArgumentValidationError")]
    [InlineData("[pscustomobject]@{ Other = 1 } | Get-LabSubnet", "WrongResource")]
    [InlineData("[pscustomobject]@{ Other = 1 } | New-LabSubnet 10.0.1.0/24", "WrongResource")]
    public void Nothing_is_not_everything(string script, string errorId)
    {
        var run = shell.Run(script);
        run.ShouldFail(errorId);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_piped_VPC_is_asked_for_in_its_own_session() => Assert.Equal(1, shell.Run(
        "$null = $vpc | New-LabSubnet 10.0.1.0/24; $null = Connect-LabSession; @($vpc | Get-LabSubnet).Count").Single<int>());

    [Fact]
    public void WhatIf_changes_nothing()
    {
        shell.Run(
            """
            $subnet = $vpc | New-LabSubnet 10.0.1.0/24
            $subnet | Remove-LabSubnet -WhatIf
            $vpc | New-LabSubnet 10.0.2.0/24 -WhatIf
            """).ShouldSucceed();
        Assert.Equal("10.0.1.0/24", shell.Run("($vpc | Get-LabSubnet).CidrBlock").Single<string>());
    }

    [Fact]
    public void It_is_removed_by_id_or_object()
    {
        shell.Run(
            """
            $one = $vpc | New-LabSubnet 10.0.1.0/24
            $two = $vpc | New-LabSubnet 10.0.2.0/24
            Remove-LabSubnet $one.SubnetId, $two
            """).ShouldSucceed();
        Assert.Empty(shell.Run("$vpc | Get-LabSubnet").ShouldSucceed().Output);
    }

    [Fact]
    public void A_VPC_is_not_removed_as_a_subnet() => shell.Run("$vpc | Remove-LabSubnet").ShouldFail("WrongResource");
}
