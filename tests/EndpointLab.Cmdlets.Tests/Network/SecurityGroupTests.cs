namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class SecurityGroupTests : IDisposable
{
    private readonly LabShell shell = new();

    public SecurityGroupTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $group = $vpc | New-LabSecurityGroup web -Tag @{ Purpose = 'demo' }
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void Its_name_is_both_the_groups_and_the_tags() => Assert.Equal(
        "web web demo Created by EndpointLab",
        shell.Run("\"$($group.GroupName) $($group.Tags.Name) $($group.Tags.Purpose) $($group.Description)\"").Single<string>());

    [Fact]
    public void A_new_one_lets_everything_out() => Assert.Equal(
        "Egress all 0.0.0.0/0", shell.Run(
            "$group.Rules | ForEach-Object { \"$($_.Direction) $($_.Traffic) $($_.Peer)\" }").Single<string>());

    [Fact]
    public void Without_the_default_egress_it_has_no_rule() => Assert.Equal(
        "closed: 0", shell.Run(
            """
            $closed = $vpc | New-LabSecurityGroup closed -Description closed -NoDefaultEgress
            "$($closed.Description): $($closed.Rules.Count)"
            """).Single<string>());

    [Fact]
    public void A_name_is_asked_for() => Assert.True(shell.Run(
        "(Get-Command New-LabSecurityGroup).Parameters['Name'].ParameterSets['__AllParameterSets'].IsMandatory").Single<bool>());

    [Theory]
    [InlineData("Get-LabSecurityGroup $group.GroupId")]
    [InlineData("$group | Get-LabSecurityGroup")]
    [InlineData("[pscustomobject]@{ GroupId = $group.GroupId } | Get-LabSecurityGroup")]
    [InlineData("Get-LabSecurityGroup -Name we*")]
    [InlineData("$vpc | Get-LabSecurityGroup -Tag @{ Purpose = 'demo' }")]
    [InlineData("$vpc | Get-LabSecurityGroup | Where-Object GroupName -ne default")]
    public void It_is_found_by(string script) => Assert.Equal("web", shell.Run($"({script}).GroupName").Single<string>());

    [Fact]
    public void The_default_group_is_found_by_its_name_though_it_has_no_tag() =>
        Assert.Equal("default", shell.Run("($vpc | Get-LabSecurityGroup -Name default).GroupName").Single<string>());

    [Theory]
    [InlineData("$vpc | New-LabSecurityGroup web", "InvalidGroup.Duplicate")]
    [InlineData("$vpc | Remove-LabSecurityGroup", "WrongResource")]
    [InlineData(
        "$null = $vpc | New-LabSecurityGroup other | Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup $group; "
            + "$group | Remove-LabSecurityGroup",
        "DependencyViolation")]
    [InlineData("$vpc | Get-LabSecurityGroup -Name default | Remove-LabSecurityGroup", "CannotDelete")]
    public void What_cannot_be_is_one_error_with_a_next_step(string script, string errorId) =>
        Assert.NotEmpty(shell.Run(script).ShouldFail(errorId).ErrorDetails.RecommendedAction);

    [Fact]
    public void WhatIf_changes_nothing()
    {
        shell.Run("$vpc | New-LabSecurityGroup other -WhatIf; $group | Remove-LabSecurityGroup -WhatIf").ShouldSucceed();
        Assert.Equal(2, shell.Run("@($vpc | Get-LabSecurityGroup).Count").Single<int>());
    }

    [Fact]
    public void It_is_removed()
    {
        shell.Run("$group | Remove-LabSecurityGroup").ShouldSucceed();
        shell.Run("$group | Get-LabSecurityGroup").ShouldFail("InvalidGroup.NotFound");
    }
}
