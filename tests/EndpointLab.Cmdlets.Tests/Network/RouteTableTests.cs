namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class RouteTableTests : IDisposable
{
    private readonly LabShell shell = new();

    public RouteTableTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet 10.0.1.0/24
        $table = $vpc | New-LabRouteTable -Name rt1
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void A_table_with_a_name_is_created_once_as_long_as_it_is_there() => Assert.Equal("True False True", shell.Run(
        """
        $vpc = New-LabVpc 10.99.0.0/16
        $first, $again = 1..2 | ForEach-Object { $vpc | New-LabRouteTable -Name once }
        $first | Remove-LabRouteTable
        $next = $vpc | New-LabRouteTable -Name once
        $one, $other = 1..2 | ForEach-Object { $vpc | New-LabRouteTable }
        "$($first.RouteTableId -eq $again.RouteTableId) $($next.RouteTableId -eq $first.RouteTableId) $(
            $one.RouteTableId -ne $other.RouteTableId)"
        """).Single<string>());

    [Fact]
    public void A_new_one_has_the_local_route_alone() => Assert.Equal(
        "10.0.0.0/16 local active CreateRouteTable",
        shell.Run(
            "$table.Routes | ForEach-Object { \"$($_.DestinationCidrBlock) $($_.Target) $($_.State) $($_.Origin)\" }").Single<string>());

    [Theory]
    [InlineData("$table | Register-LabRouteTable -Subnet $subnet")]
    [InlineData("$table.RouteTableId | Register-LabRouteTable $subnet.SubnetId")]
    [InlineData("[pscustomobject]@{ RouteTableId = $table.RouteTableId } | Register-LabRouteTable $subnet")]
    public void A_subnet_is_associated_and_shows(string script)
    {
        Assert.True(shell.Run($"({script}).Subnets -eq $subnet.SubnetId").Output.Count == 1);
        Assert.Equal("rt1", shell.Run("($subnet | Get-LabRouteTable).Name").Single<string>());
        Assert.Equal("rt1", shell.Run("(Get-LabRouteTable -Subnet $subnet).Name").Single<string>());
    }

    [Fact]
    public void A_gateway_is_associated_and_no_longer() => Assert.Equal("True 0", shell.Run(
        """
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $used = $table | Register-LabRouteTable -InternetGateway $gateway
        $table | Unregister-LabRouteTable -InternetGateway $gateway
        "$($used.Associations.GatewayId -eq $gateway.InternetGatewayId) $(($table | Get-LabRouteTable).Associations.Count)"
        """).Single<string>());

    [Fact]
    public void A_gateway_that_is_not_associated_can_t_be_taken_off() => shell.Run(
        "$table | Unregister-LabRouteTable -InternetGateway (New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc)")
        .ShouldFail("NotAttached");

    [Fact]
    public void Several_subnets_are_associated_and_the_table_comes_out_once()
    {
        var run = shell.Run("$table | Register-LabRouteTable $subnet, ($vpc | New-LabSubnet 10.0.2.0/24)").ShouldSucceed();
        Assert.Single(run.Output);
        Assert.Equal(2, shell.Run("($table | Get-LabRouteTable).Associations.Count").Single<int>());
    }

    [Fact]
    public void One_bad_subnet_does_not_keep_the_others_from_their_table()
    {
        var run = shell.Run("$table | Register-LabRouteTable subnet-12345678, $subnet");
        run.ShouldFail("InvalidSubnetID.NotFound");
        Assert.Single(run.Output);
        Assert.Equal("rt1", shell.Run("($subnet | Get-LabRouteTable).Name").Single<string>());
    }

    [Fact]
    public void An_association_ends_and_the_table_can_go()
    {
        shell.Run("$null = $table | Register-LabRouteTable $subnet").ShouldSucceed();
        shell.Run("$table | Remove-LabRouteTable").ShouldFail("DependencyViolation");
        shell.Run("$table | Unregister-LabRouteTable $subnet; $table | Remove-LabRouteTable").ShouldSucceed();
        Assert.True(shell.Run("($vpc | Get-LabRouteTable).Main").Single<bool>());
    }

    [Theory]
    [InlineData("$table | Unregister-LabRouteTable $subnet", "NotAttached")]
    [InlineData("$subnet | Unregister-LabRouteTable $subnet", "WrongResource")]
    [InlineData("$table | Register-LabRouteTable $vpc", "WrongResource")]
    [InlineData(
        "$null = $table | Register-LabRouteTable $subnet; $vpc | New-LabRouteTable | Register-LabRouteTable $subnet",
        "Resource.AlreadyAssociated")]
    [InlineData("$vpc | Remove-LabRouteTable", "WrongResource")]
    [InlineData("$vpc | Get-LabRouteTable | Where-Object Main | Remove-LabRouteTable", "DependencyViolation")]
    public void What_cannot_be_is_one_error_with_a_next_step(string script, string errorId) =>
        Assert.NotEmpty(shell.Run(script).ShouldFail(errorId).ErrorDetails.RecommendedAction);

    [Fact]
    public void A_subnet_that_has_a_table_is_to_be_taken_off_it_first() => Assert.Contains(
        "Unregister-LabRouteTable",
        shell.Run("$null = $table | Register-LabRouteTable $subnet; $table | Register-LabRouteTable $subnet")
            .ShouldFail("Resource.AlreadyAssociated").ErrorDetails.RecommendedAction,
        StringComparison.Ordinal);

    [Fact]
    public void WhatIf_changes_nothing()
    {
        var run = shell.Run(
            """
            $vpc | New-LabRouteTable -WhatIf
            $table | Register-LabRouteTable $subnet -WhatIf
            $table | Remove-LabRouteTable -WhatIf
            """).ShouldSucceed();
        Assert.Empty(run.Output);
        Assert.Equal(2, shell.Run("@($vpc | Get-LabRouteTable).Count").Single<int>());
        Assert.Empty(shell.Run("$subnet | Get-LabRouteTable").ShouldSucceed().Output);
    }

    [Fact]
    public void The_view_shows_its_subnets_and_routes()
    {
        var lines = shell.Render("$table | Register-LabRouteTable $subnet");
        Assert.Contains("rt1", lines[2], StringComparison.Ordinal);
        Assert.Contains("{subnet-", lines[2], StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/16 →", lines[2], StringComparison.Ordinal);
    }
}
