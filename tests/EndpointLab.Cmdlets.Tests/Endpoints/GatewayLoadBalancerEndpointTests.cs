namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class GatewayLoadBalancerEndpointTests : IDisposable
{
    private readonly LabShell shell = new();

    public GatewayLoadBalancerEndpointTests() => shell.Run(
        """
        $null = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet 10.0.1.0/24 -AvailabilityZone us-east-1a
        $second = $vpc | New-LabSubnet 10.0.2.0/24 -AvailabilityZone us-east-1b
        $table = $vpc | New-LabRouteTable
        $arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/firewall/50dc6c495c0c9188'
        $service = New-EndpointService $arn -AcceptanceRequired $false | Wait-EndpointState
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$subnet | Add-GatewayLoadBalancerEndpoint -Service $service.ServiceId")]
    [InlineData("$subnet.SubnetId | Add-GatewayLoadBalancerEndpoint $service.ServiceName")]
    [InlineData("Add-GatewayLoadBalancerEndpoint $service.ServiceId $subnet")]
    [InlineData("[pscustomobject]@{ SubnetId = $subnet.SubnetId } | Add-GatewayLoadBalancerEndpoint $service.ServiceId")]
    public void An_endpoint_is_added_however_the_subnet_is_named(string add) => Assert.Equal(
        "GatewayLoadBalancer Available True firewall gateway_load_balancer_endpoint",
        shell.Run($$"""
            $endpoint = {{add}} -Name firewall
            $card = $endpoint | Get-LabNetworkInterface
            "$($endpoint.VpcEndpointType) $($endpoint.State) $("$($endpoint.SubnetIds)" -eq $subnet.SubnetId) $($endpoint.Name) $(
                $card.InterfaceType)"
            """).Single<string>());

    [Fact]
    public void Each_subnet_gets_one_and_the_same_command_gives_the_same() => Assert.Equal("2 True", shell.Run(
        """
        $first = $subnet, $second | Add-GatewayLoadBalancerEndpoint $service.ServiceId
        $again = $subnet, $second | Add-GatewayLoadBalancerEndpoint $service.ServiceName
        "$($first.Count) $("$($first.VpcEndpointId)" -eq "$($again.VpcEndpointId)")"
        """).Single<string>());

    [Fact]
    public void It_is_a_route_target_that_stays_until_the_routes_are_gone()
    {
        var error = shell.Run(
            """
            $endpoint = $subnet | Add-GatewayLoadBalancerEndpoint $service.ServiceId
            $table = $table | Add-LabRoute 0.0.0.0/0 -Endpoint $endpoint
            $endpoint | Remove-LabEndpoint
            """).ShouldFail("InvalidParameter");
        Assert.Contains(
            shell.Run("\"Remove-LabRoute 0.0.0.0/0 -RouteTable $($table.RouteTableId).\"").Single<string>(),
            error.ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
        Assert.Equal("Deleted", shell.Run(
            """
            $table | Remove-LabRoute 0.0.0.0/0
            $endpoint | Remove-LabEndpoint
            ($endpoint | Wait-EndpointState -State Deleted).State
            """).Single<string>());
    }

    [Theory]
    [InlineData("$subnet | Add-GatewayLoadBalancerEndpoint sqs", "WrongEndpointType", "Add-InterfaceEndpoint")]
    [InlineData("$subnet | Add-InterfaceEndpoint $service.ServiceId", "WrongEndpointType", "Add-GatewayLoadBalancerEndpoint")]
    [InlineData("$table | Add-GatewayEndpoint $service.ServiceId", "WrongEndpointType", "Add-GatewayLoadBalancerEndpoint")]
    [InlineData("$subnet | Add-GatewayLoadBalancerEndpoint vpce-svc-00000000000000000", "UnknownService", "Grant-EndpointServiceAccess")]
    [InlineData("$subnet | Add-GatewayLoadBalancerEndpoint $service.ServiceId -IpAddressType dualstack", "UnsupportedAddressType", "ipv4")]
    [InlineData("$vpc | Add-GatewayLoadBalancerEndpoint $service.ServiceId", "WrongResource", "Subnet")]
    public void Bad_input_is_one_clear_error_and_creates_nothing(string add, string errorId, string says)
    {
        Assert.Contains(says, shell.Run(add).ShouldFail(errorId).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
    }

    [Theory]
    [InlineData("Set-EndpointPolicy -Policy @{ Statement = @{ Effect = 'Allow'; Principal = '*'; Action = '*'; Resource = '*' } }")]
    [InlineData("Reset-EndpointPolicy")]
    [InlineData("Set-LabEndpoint -AddSubnet $second")]
    [InlineData("Set-LabEndpoint -PrivateDnsEnabled $true")]
    public void What_it_does_not_have_cannot_be_set(string set)
    {
        var run = shell.Run("$VerbosePreference = 'Continue'; $subnet | Add-GatewayLoadBalancerEndpoint $service.ServiceId | " + set);
        run.ShouldFail("WrongEndpointType");
        Assert.DoesNotContain(run.Verbose, message => message.Contains("ModifyVpcEndpoint", StringComparison.Ordinal));
    }

    [Fact]
    public void The_view_leaves_nothing_out()
    {
        var lines = shell.Render("$subnet | Add-GatewayLoadBalancerEndpoint $service.ServiceId");
        Assert.Equal("GatewayLoad Balancer", Column("Type", "Service", " "));
        Assert.Equal(shell.Run("$service.ServiceId").Single<string>(), Column("Service", "Where", ""));

        string Column(string label, string next, string separator)
        {
            var columns = lines[0].IndexOf(label, StringComparison.Ordinal)..lines[0].IndexOf(next, StringComparison.Ordinal);
            var cells = lines[2..].Select(line => line.PadRight(columns.End.Value)[columns].Trim());
            return string.Join(separator, cells.Where(cell => cell.Length > 0));
        }
    }

    [Fact]
    public void WhatIf_adds_nothing()
    {
        shell.Run("$subnet | Add-GatewayLoadBalancerEndpoint $service.ServiceId -WhatIf").ShouldSucceed();
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
    }

    [Fact]
    public void Only_services_of_its_type_complete() => Assert.Equal(
        shell.Run("$service.ServiceId").Single<string>(),
        shell.Run(
            """
            $line = 'Add-GatewayLoadBalancerEndpoint -Service '
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText -join ' '
            """).Single<string>());
}
