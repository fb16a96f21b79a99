namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class VpcTests : IDisposable
{
    private readonly LabShell shell = new();

    public VpcTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16 -Name lab -Tag @{ Purpose = 'demo' }
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void A_new_one_shows_its_name_tags_and_block() => Assert.Equal(
        "lab demo 10.0.0.0/16 False 123456789012 us-east-1",
        shell.Run(
            "\"$($vpc.Name) $($vpc.Tags.Purpose) $($vpc.CidrBlock) $($vpc.IsDefault) $($vpc.AccountId) $($vpc.Region)\"").Single<string>());

    [Theory]
    [InlineData("Get-LabVpc $vpc.VpcId")]
    [InlineData("$vpc | Get-LabVpc")]
    [InlineData("$vpc.VpcId | Get-LabVpc")]
    [InlineData("[pscustomobject]@{ VpcId = $vpc.VpcId } | Get-LabVpc")]
    [InlineData("Get-LabVpc -Name l?b")]
    [InlineData("Get-LabVpc -Tag @{ Purpose = 'd*' }")]
    [InlineData("Get-LabVpc -Filter @{ cidr = '10.0.0.0/16', '10.9.0.0/16' }")]
    [InlineData("$vpc | New-LabSubnet 10.0.1.0/24 | Get-LabVpc")]
    public void It_is_found_by(string script) => Assert.Equal(
        "lab", shell.Run($"({script}).Name").Single<string>());

    [Fact]
    public void Each_bad_id_is_its_own_error_and_the_good_one_is_found()
    {
        var run = shell.Run("(Get-LabVpc vpc-12345678, nonsense, $vpc, subnet-12345678).Name");
        Assert.Equal(["lab"], run.Output.Select(found => found.BaseObject));
        Assert.Equal(
            ["InvalidVpcID.NotFound", "MalformedId", "MalformedId"],
            run.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        shell.Run("New-LabVpc 10.1.0.0/16 -WhatIf; $vpc | Remove-LabVpc -WhatIf").ShouldSucceed();
        Assert.Equal("lab", shell.Run("(Get-LabVpc -Filter @{ isDefault = 'false' }).Name").Single<string>());
    }

    [Theory]
    [InlineData("$vpc | New-LabSubnet 10.0.1.0/24 | Remove-LabVpc", "WrongResource")]
    [InlineData("[pscustomobject]@{ VpcId = $vpc.VpcId } | Remove-LabVpc", "WrongResource")]
    [InlineData("$null = $vpc | New-LabSubnet 10.0.1.0/24; $vpc | Remove-LabVpc", "DependencyViolation")]
    public void It_is_not_removed(string script, string errorId)
    {
        var error = shell.Run(script).ShouldFail(errorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal("lab", shell.Run("($vpc | Get-LabVpc).Name").Single<string>());
    }

    [Fact]
    public void It_is_removed_with_what_AWS_made_for_it()
    {
        shell.Run("$vpc | Remove-LabVpc").ShouldSucceed();
        shell.Run("$vpc | Get-LabVpc").ShouldFail("InvalidVpcID.NotFound");
        Assert.Empty(shell.Run("$vpc | Get-LabRouteTable; $vpc | Get-LabSecurityGroup").ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("New-LabVpc nonsense", "InvalidCidrBlock")]
    [InlineData("New-LabVpc 10.0.0.0/8", "InvalidVpc.Range")]
    [InlineData("Get-LabVpc -Filter @{ nonsense = '1' }", "InvalidParameterValue")]
    public void Bad_input_is_one_error_with_a_next_step(string script, string errorId) =>
        Assert.NotEmpty(shell.Run(script).ShouldFail(errorId).ErrorDetails.RecommendedAction);

    [Fact]
    public void Its_id_completes() =>
        Assert.True(shell.Run("(TabExpansion2 'Get-LabVpc vpc-' 15).CompletionMatches.CompletionText -contains $vpc.VpcId").Single<bool>());
}
