namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class InternetGatewayTests : IDisposable
{
    private readonly LabShell shell = new();

    public InternetGatewayTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $gateway = New-LabInternetGateway -Name lab
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void A_new_one_is_attached_to_nothing() =>
        Assert.Equal("detached True", shell.Run("\"$($gateway.State) $($null -eq $gateway.VpcId)\"").Single<string>());

    [Theory]
    [InlineData("$gateway | Add-LabInternetGateway -Vpc $vpc")]
    [InlineData("$gateway.InternetGatewayId | Add-LabInternetGateway $vpc.VpcId")]
    [InlineData("[pscustomobject]@{ InternetGatewayId = $gateway.InternetGatewayId } | Add-LabInternetGateway $vpc")]
    public void It_is_attached_and_shows_where(string script)
    {
        Assert.Equal("available True", shell.Run(
            $"""
            $attached = {script}
            "$($attached.State) $($attached.VpcId -eq $vpc.VpcId)"
            """).Single<string>());
        Assert.Equal("lab", shell.Run("($vpc | Get-LabInternetGateway).Name").Single<string>());
    }

    [Fact]
    public void It_is_found_again_whether_attached_or_not()
    {
        Assert.Equal("lab", shell.Run("($gateway | Get-LabInternetGateway).Name").Single<string>());
        Assert.Equal("lab", shell.Run("($gateway | Add-LabInternetGateway $vpc | Get-LabInternetGateway).Name").Single<string>());
    }

    [Fact]
    public void Dismounting_finds_the_VPC_itself()
    {
        shell.Run("$null = $gateway | Add-LabInternetGateway $vpc; $gateway | Dismount-LabInternetGateway").ShouldSucceed();
        Assert.Empty(shell.Run("$vpc | Get-LabInternetGateway").ShouldSucceed().Output);
        shell.Run("$gateway | Remove-LabInternetGateway; $vpc | Remove-LabVpc").ShouldSucceed();
    }

    [Theory]
    [InlineData("$gateway | Dismount-LabInternetGateway", "NotAttached")]
    [InlineData("$vpc | Dismount-LabInternetGateway", "WrongResource")]
    [InlineData("$vpc | Add-LabInternetGateway -Vpc $vpc", "WrongResource")]
    [InlineData("$null = $gateway | Add-LabInternetGateway $vpc; $gateway | Add-LabInternetGateway $vpc", "Resource.AlreadyAssociated")]
    [InlineData(
        "$null = $gateway | Add-LabInternetGateway $vpc; New-LabInternetGateway | Add-LabInternetGateway $vpc",
        "InvalidParameterValue")]
    [InlineData("$null = $gateway | Add-LabInternetGateway $vpc; $gateway | Remove-LabInternetGateway", "DependencyViolation")]
    public void What_cannot_be_is_one_error_with_a_next_step(string script, string errorId) =>
        Assert.NotEmpty(shell.Run(script).ShouldFail(errorId).ErrorDetails.RecommendedAction);

    [Fact]
    public void WhatIf_changes_nothing()
    {
        shell.Run(
            """
            $gateway | Add-LabInternetGateway $vpc -WhatIf
            $gateway | Remove-LabInternetGateway -WhatIf
            New-LabInternetGateway -Name other -WhatIf
            """).ShouldSucceed();
        Assert.Equal("lab", shell.Run("(Get-LabInternetGateway | Where-Object State -eq detached).Name").Single<string>());
    }
}
