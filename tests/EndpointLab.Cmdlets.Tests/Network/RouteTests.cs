namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class RouteTests : IDisposable
{
    private readonly LabShell shell = new();

    public RouteTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $gateway = New-LabInternetGateway | Add-LabInternetGateway $vpc
        $table = $vpc | New-LabRouteTable
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$table | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway", "0.0.0.0/0")]
    [InlineData("$table.RouteTableId | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway.InternetGatewayId", "0.0.0.0/0")]
    [InlineData(
        "[pscustomobject]@{ RouteTableId = $table.RouteTableId } | Add-LabRoute 192.0.2.1/24 -InternetGateway $gateway",
        "192.0.2.0/24")]
    [InlineData("$table | Add-LabRoute -DestinationPrefixList s3 -InternetGateway $gateway", "pl-63a5400a")]
    [InlineData("$table | Add-LabRoute -DestinationPrefixList pl-63a5400a -InternetGateway $gateway", "pl-63a5400a")]
    public void A_route_to_the_internet_gateway_is_added(string script, string destination) => Assert.Equal(
        $"{destination} True active CreateRoute",
        shell.Run(
            $"""
            $route = ({script}).Routes | Where-Object Target -ne local
            "$($route.Destination) $($route.Target -eq $gateway.InternetGatewayId) $($route.State) $($route.Origin)"
            """).Single<string>());

    [Fact]
    public void Routes_lead_to_NAT_gateways_and_interfaces_too()
    {
        shell.Run("$nat = $vpc | New-LabSubnet 10.0.1.0/24 | New-LabNatGateway").ShouldSucceed();
        Assert.True(shell.Run("($table | Add-LabRoute 0.0.0.0/0 -NatGateway $nat).Routes[-1].Target -eq $nat.NatGatewayId").Single<bool>());
        shell.Run("$table | Add-LabRoute 10.9.0.0/16 -NetworkInterface eni-12345678").ShouldFail("InvalidNetworkInterfaceID.NotFound");
        shell.Run("$table | Add-LabRoute 10.9.0.0/16 -Instance i-12345678").ShouldFail("InvalidInstanceID.NotFound");
    }

    [Theory]
    [InlineData("-DestinationCidrBlock 0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("-DestinationPrefixList s3", "pl-63a5400a")]
    public void A_route_is_removed_by_its_destination(string destination, string was)
    {
        shell.Run($"$table = $table | Add-LabRoute {destination} -InternetGateway $gateway").ShouldSucceed();
        Assert.Equal(was, shell.Run("($table.Routes | Where-Object Target -ne local).Destination").Single<string>());
        shell.Run($"$table | Remove-LabRoute {destination} -WhatIf").ShouldSucceed();
        Assert.Equal(2, shell.Run("($table | Get-LabRouteTable).Routes.Count").Single<int>());
        shell.Run($"$table | Remove-LabRoute {destination}").ShouldSucceed();
        Assert.Equal(1, shell.Run("($table | Get-LabRouteTable).Routes.Count").Single<int>());
    }

    [Fact]
    public void A_route_to_what_is_gone_is_a_blackhole() => Assert.Equal("blackhole", shell.Run(
        """
        $null = $table | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway
        $gateway | Dismount-LabInternetGateway
        ($table | Get-LabRouteTable).Routes | Where-Object Target -ne local | ForEach-Object State
        """).Single<string>());

    [Theory]
    [InlineData("Add-LabRoute 0.0.0.0/0", "InvalidArgument", "-InternetGateway, -NatGateway, -NetworkInterface, -Instance or -Endpoint")]
    [InlineData(
        "Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway -NatGateway nat-12345678",
        "InvalidArgument", "-InternetGateway and -NatGateway")]
    [InlineData("Add-LabRoute -InternetGateway $gateway", "InvalidArgument", "-DestinationCidrBlock or -DestinationPrefixList")]
    [InlineData("Add-LabRoute 0.0.0.0/0 -DestinationPrefixList s3 -InternetGateway $gateway", "InvalidArgument", "can't be used together")]
    [InlineData("Add-LabRoute everywhere -InternetGateway $gateway", "InvalidCidrBlock", "everywhere")]
    [InlineData("Add-LabRoute 0.0.0.0/0 -InternetGateway $vpc", "WrongResource", "InternetGateway")]
    [InlineData("Add-LabRoute -DestinationPrefixList s4 -InternetGateway $gateway", "ResourceNotFound", "s4")]
    [InlineData("Remove-LabRoute", "InvalidArgument", "-DestinationCidrBlock or -DestinationPrefixList")]
    [InlineData("Remove-LabRoute 192.0.2.0/24", "InvalidRoute.NotFound", "192.0.2.0/24")]
    [InlineData("Remove-LabRoute 10.0.0.0/16", "InvalidParameterValue", "local")]
    public void What_cannot_be_is_one_error_with_a_next_step_and_changes_nothing(string command, string errorId, string says)
    {
        var error = shell.Run("$table | " + command).ShouldFail(errorId);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(1, shell.Run("($table | Get-LabRouteTable).Routes.Count").Single<int>());
    }

    [Fact]
    public void The_same_destination_twice_is_refused() =>
        shell.Run(
            """
            $null = $table | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway
            $table | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway
            """).ShouldFail("RouteAlreadyExists");

    [Theory]
    [InlineData("$table | Remove-LabRoute -DestinationPrefixList s3")]
    [InlineData("$table | Remove-LabRoute -DestinationPrefixList pl-63a5400a")]
    [InlineData("$table | Add-LabRoute -DestinationPrefixList s3 -InternetGateway $gateway")]
    public void An_endpoints_route_is_left_to_the_endpoint_before_AWS_is_asked(string script)
    {
        shell.Run("$endpoint = $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $table").ShouldSucceed();
        var run = shell.Run(script + " -Verbose");
        var error = run.ShouldFail("EndpointRoute");
        Assert.Contains("vpce-", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Remove-LabEndpoint", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Set-LabEndpoint", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Verbose, message => message.Contains("DeleteRoute", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Verbose, message => message.Contains("CreateRoute", StringComparison.Ordinal));
        shell.Run("$endpoint | Set-LabEndpoint -RemoveRouteTable $table").ShouldSucceed();
        Assert.Equal(1, shell.Run("($table | Get-LabRouteTable).Routes.Count").Single<int>());
    }

    [Fact]
    public void A_subnet_is_not_a_route_table() => shell.Run("$vpc | Remove-LabRoute 0.0.0.0/0").ShouldFail("WrongResource");
}
