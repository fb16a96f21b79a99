namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class WaitEndpointStateTests : IDisposable
{
    private readonly LabShell shell = new();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void An_endpoint_that_is_available_comes_out_at_once()
    {
        Connect("Quick");
        Assert.Equal("Available", shell.Run("($table | Add-GatewayEndpoint -Service s3 | Wait-EndpointState).State").Single<string>());
    }

    [Fact]
    public void An_interface_endpoint_is_waited_for_when_it_is_made_changed_and_deleted()
    {
        Connect("Quick");
        Assert.Equal("Available 1 Available 2 Deleted", shell.Run(
            """
            $vpc = New-LabVpc 10.1.0.0/16
            $first = $vpc | New-LabSubnet 10.1.1.0/24 -AvailabilityZone us-east-1a
            $second = $vpc | New-LabSubnet 10.1.2.0/24 -AvailabilityZone us-east-1b
            $made = $first | Add-InterfaceEndpoint -Service sqs
            $available = $made | Wait-EndpointState -State Available, Failed
            $changed = $made | Set-LabEndpoint -AddSubnet $second
            $again = $changed | Wait-EndpointState
            $made | Remove-LabEndpoint
            $deleted = $made | Wait-EndpointState -State Deleted
            "$($available.State) $($available.SubnetIds.Count) $($again.State) $($again.SubnetIds.Count) $($deleted.State)"
            """).Single<string>());
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_an_acceptance()
    {
        Connect("Realistic");
        shell.Run(
            """
            $subnet = New-LabVpc 10.1.0.0/16 | New-LabSubnet 10.1.1.0/24
            $arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/orders/50dc6c495c0c9188'
            $service = New-EndpointService $arn | Wait-EndpointState
            """).ShouldSucceed();
        var run = shell.Start("$subnet | Add-InterfaceEndpoint -Service $service.ServiceId | Wait-EndpointState -Timeout 4h; 'after'");
        await run.UntilProgress();
        run.Stop();
        Assert.True(run.Stopped);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Deleted_endpoints_are_waited_for_together_and_come_out_in_the_order_of_the_input()
    {
        Connect("Quick");
        Assert.Equal("True Deleted Deleted", shell.Run(
            """
            $endpoints = 's3', 'dynamodb' | ForEach-Object { $table | Add-GatewayEndpoint -Service $_ }
            $endpoints | Remove-LabEndpoint
            $gone = $endpoints | Wait-EndpointState -State deleted
            "$("$($gone.VpcEndpointId)" -eq "$($endpoints.VpcEndpointId)") $($gone.State)"
            """).Single<string>());
    }

    [Fact]
    public void One_of_several_states_is_enough()
    {
        Connect("Quick");
        var wait = "$table | Add-GatewayEndpoint -Service s3 | Wait-EndpointState -State Failed, AVAILABLE";
        Assert.Equal("Available", shell.Run($"({wait}).State").Single<string>());
    }

    [Fact]
    public void A_state_that_can_never_come_ends_the_wait_at_once()
    {
        Connect("Realistic");
        var error = shell.Run(
            """
            $endpoint = $table | Add-GatewayEndpoint -Service s3
            $endpoint | Remove-LabEndpoint
            $endpoint | Wait-EndpointState -Timeout 4h
            """).ShouldFail("TerminalState");
        Assert.Contains("is Deleting, so it can't become Available", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_has_a_timeout()
    {
        Connect("Instant");
        var error = shell.Run("$table | Add-GatewayEndpoint -Service s3 | Wait-EndpointState -State Rejected -Timeout 0.05")
            .ShouldFail("WaitTimedOut");
        Assert.Contains("is Available after ", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wait-EndpointState -State ready", "UnknownState")]
    [InlineData("Wait-EndpointState -Timeout 0", "InvalidDuration")]
    [InlineData("Wait-EndpointState -Timeout soon", "InvalidDuration")]
    public void Bad_arguments_end_the_pipeline_before_anything_is_created(string wait, string errorId)
    {
        Connect("Instant");
        shell.Run("$table | Add-GatewayEndpoint -Service s3 | " + wait).ShouldFail(errorId);
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
    }

    [Fact]
    public void Endpoints_of_two_Regions_are_waited_for_together()
    {
        Connect("Quick");
        Assert.Equal("eu-west-1 us-east-1", shell.Run(
            """
            $here = $table | Add-GatewayEndpoint -Service s3
            $west = Connect-LabSession -Cloud $session -Region eu-west-1
            $there = New-LabVpc 10.0.0.0/16 -Session $west | New-LabRouteTable | Add-GatewayEndpoint -Service s3
            "$(($there, $here | Wait-EndpointState).Region)"
            """).Single<string>());
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        Connect("Realistic");
        shell.Run("$endpoint = $table | Add-GatewayEndpoint -Service s3").ShouldSucceed();
        var run = shell.Start("$endpoint | Wait-EndpointState -State Rejected -Timeout 4h; 'after'");
        await run.UntilProgress();
        run.Stop();
        Assert.True(run.Stopped);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void An_error_that_stops_the_script_ends_the_wait_for_the_others()
    {
        Connect("Realistic");
        Assert.Equal("ResourceNotFound", shell.Run(
            """
            $endpoint = $table | Add-GatewayEndpoint -Service s3
            try { 'vpce-00000000000000000', $endpoint.VpcEndpointId | Wait-EndpointState -State Rejected -Timeout 4h -ErrorAction Stop }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            """).Single<string>());
    }

    private void Connect(string lifecycle) => shell.Run(
        """
        $session = Connect-LabSession -Lifecycle $args[0]
        $table = New-LabVpc 10.0.0.0/16 | New-LabRouteTable
        """, lifecycle).ShouldSucceed();
}
