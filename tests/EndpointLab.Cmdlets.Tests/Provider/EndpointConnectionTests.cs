namespace EndpointLab.Cmdlets.Tests.Provider;

/// <summary>Both sides of PrivateLink: a provider and a consumer in one cloud. The consumer's session is the current one.</summary>
public sealed class EndpointConnectionTests : IDisposable
{
    private readonly LabShell shell = new();

    public EndpointConnectionTests() => shell.Run(
        """
        $provider = Connect-LabSession -Name provider -Lifecycle Instant
        $balancer = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/one/0123456789abcdef'
        $service = New-EndpointService $balancer | Grant-EndpointServiceAccess -Principal 210987654321 | Wait-EndpointState
        $consumer = Connect-LabSession -Name consumer -Cloud provider -AccountId 210987654321
        $subnet = New-LabVpc 10.0.0.0/16 | New-LabSubnet -CidrBlock 10.0.1.0/24
        $endpoint = $subnet | Add-InterfaceEndpoint -Service $service
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void Both_sides_see_a_connection_from_its_request_to_its_end() => Assert.Equal(
        "PendingAcceptance PendingAcceptance|Available Available|Rejected Rejected|Deleted Deleted",
        shell.Run(
            """
            $states = @("$($endpoint.State) $(($service | Get-EndpointConnection).VpcEndpointState)")
            $connection = $service | Get-EndpointConnection -State PendingAcceptance | Approve-EndpointConnection | Wait-EndpointState
            $states += "$(($endpoint | Wait-EndpointState).State) $($connection.VpcEndpointState)"
            $connection = $connection | Deny-EndpointConnection
            $states += "$(($endpoint | Get-LabEndpoint).State) $($connection.VpcEndpointState)"
            $endpoint | Remove-LabEndpoint
            $states += "$(($endpoint | Wait-EndpointState -State Deleted).State) $(
                ($connection | Wait-EndpointState -State Deleted).VpcEndpointState)"
            $states -join '|'
            """).Single<string>());

    [Fact]
    public void The_consumer_learns_at_once_that_the_provider_refused()
    {
        var error = shell.Run(
            """
            $null = $service | Get-EndpointConnection | Deny-EndpointConnection
            $endpoint | Wait-EndpointState -Timeout 4h
            """).ShouldFail("EndpointRejected");
        Assert.Contains("owner", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_provider_learns_at_once_that_a_rejected_connection_stays_so() => shell.Run(
        "$service | Get-EndpointConnection | Deny-EndpointConnection | Wait-EndpointState -Timeout 4h").ShouldFail("EndpointRejected");

    [Theory]
    [InlineData("$service | Get-EndpointConnection | Approve-EndpointConnection")]
    [InlineData("Approve-EndpointConnection $endpoint.VpcEndpointId -Service $service")]
    [InlineData("Approve-EndpointConnection $endpoint $service")]
    [InlineData("$endpoint | Approve-EndpointConnection -Service $service")]
    [InlineData("Approve-EndpointConnection $endpoint.VpcEndpointId $service.ServiceId -Session provider")]
    [InlineData("$foreign | Approve-EndpointConnection -Session $provider")]
    public void A_connection_is_named_by_its_two_ends(string approve) => Assert.Equal("True True Pending 123456789012", shell.Run(
        $$"""
        $foreign = [pscustomobject]@{ ServiceId = $service.ServiceId; VpcEndpointId = $endpoint.VpcEndpointId }
        $connection = {{approve}}
        "$($connection.VpcEndpointId -eq $endpoint.VpcEndpointId) $($connection.ServiceId -eq $service.ServiceId) $(
            $connection.VpcEndpointState -replace 'Available', 'Pending') $($connection.AccountId)"
        """).Single<string>());

    [Theory]
    [InlineData("$service | Get-EndpointConnection", 2)]
    [InlineData("Get-EndpointConnection -Session $provider", 3)]
    [InlineData("Get-EndpointConnection", 0)]
    [InlineData("Get-EndpointConnection -Owner 210987654321 -Session $provider", 3)]
    [InlineData("Get-EndpointConnection -Owner 111122223333 -Session $provider", 0)]
    [InlineData("$service | Get-EndpointConnection -State PendingAcceptance", 1)]
    [InlineData("$service | Get-EndpointConnection -State rejected, pendingacceptance", 2)]
    [InlineData("$service | Get-EndpointConnection -Endpoint $endpoint", 1)]
    [InlineData("$endpoint | Get-EndpointConnection -Session $provider", 1)]
    [InlineData("$endpoint.VpcEndpointId | ForEach-Object { Get-EndpointConnection -Endpoint $_ -Session $provider }", 1)]
    [InlineData("$service | Get-EndpointConnection | Get-EndpointConnection", 2)]
    [InlineData("Get-EndpointConnection -Filter @{ 'vpc-endpoint-state' = 'rejected' } -Session $provider", 1)]
    public void Connections_are_found_by_service_endpoint_state_and_owner(string get, int count) => Assert.Equal(count, shell.Run(
        $$"""
        $denied = $subnet | Add-InterfaceEndpoint -Service $service -Name denied
        $null = $denied | Deny-EndpointConnection -Service $service
        $open = New-EndpointService $balancer -Session $provider | Grant-EndpointServiceAccess -Principal * | Wait-EndpointState
        $null = $subnet | Add-InterfaceEndpoint -Service $open
        @({{get}}).Count
        """).Single<int>());

    [Fact]
    public void Many_are_answered_in_one_call_for_each_service_and_come_out_in_order()
    {
        var run = shell.Run(
            """
            $other = New-EndpointService $balancer -Session $provider | Grant-EndpointServiceAccess -Principal * | Wait-EndpointState
            $ids = @($endpoint.VpcEndpointId)
            $ids += 1..3 | ForEach-Object { ($subnet | Add-InterfaceEndpoint -Service $service -Name "$_").VpcEndpointId }
            $ids += ($subnet | Add-InterfaceEndpoint -Service $other).VpcEndpointId
            $connections = $ids | ForEach-Object { Get-EndpointConnection -Endpoint $_ -Session $provider }
            $approved = $connections | Approve-EndpointConnection -Verbose
            "$($approved.VpcEndpointId)" -eq "$ids"
            """);
        Assert.True(run.Single<bool>());
        Assert.Equal(2, run.Verbose.Count(line => line.Contains("AcceptVpcEndpointConnections", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_that_cannot_be_answered_is_an_error_of_its_own()
    {
        var run = shell.Run(
            """
            $approved = 'vpce-00000000000000000', $endpoint.VpcEndpointId, 'vpc-1' | Approve-EndpointConnection -Service $service
            $approved.VpcEndpointOwner
            """);
        Assert.Equal("210987654321", Assert.Single(run.Output).BaseObject);
        Assert.Equal(
            ["MalformedId", "InvalidVpcEndpoint.NotFound"], run.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal("vpce-00000000000000000", run.Errors[1].TargetObject);
    }

    [Fact]
    public void What_is_answered_already_says_what_to_look_at() => Assert.Contains(
        "Get-EndpointConnection",
        shell.Run(
            """
            $null = $service | Get-EndpointConnection | Deny-EndpointConnection
            $service | Get-EndpointConnection | Approve-EndpointConnection
            """).ShouldFail("IncorrectState").ErrorDetails.RecommendedAction,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("$subnet | Approve-EndpointConnection -Service $service", "WrongResource")]
    [InlineData("$endpoint | Approve-EndpointConnection -Service $subnet", "WrongResource")]
    [InlineData("$service | Get-EndpointConnection -State ready", "UnknownState")]
    [InlineData("$subnet | Get-EndpointConnection", "WrongResource")]
    public void What_is_no_connection_is_refused(string command, string errorId) => shell.Run(command).ShouldFail(errorId);

    [Fact]
    public void Nothing_is_answered_with_WhatIf() => Assert.Equal("PendingAcceptance", shell.Run(
        """
        $service | Get-EndpointConnection | Approve-EndpointConnection -WhatIf
        $service | Get-EndpointConnection | Deny-EndpointConnection -WhatIf
        ($service | Get-EndpointConnection).VpcEndpointState
        """).Single<string>());

    [Fact]
    public void A_service_in_use_is_not_removed_and_the_error_lists_who_uses_it()
    {
        var error = shell.Run(
            """
            $null = $service | Get-EndpointConnection | Approve-EndpointConnection | Wait-EndpointState
            $asking = $subnet | Add-InterfaceEndpoint -Service $service -Name asking
            $service | Remove-EndpointService
            """).ShouldFail("ExistingVpcEndpointConnections");
        var ids = shell.Run("$endpoint, $asking | ForEach-Object VpcEndpointId").Output.Select(id => $"{id}").ToList();
        Assert.Contains($"{ids[0]} of 210987654321 (Available)", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains($"{ids[1]} of 210987654321 (PendingAcceptance)", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("-RejectConnections", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("Available", shell.Run("($service | Get-EndpointService).ServiceState").Single<string>());
    }

    [Fact]
    public void A_service_in_use_is_removed_once_its_connections_are_rejected()
    {
        var run = shell.Run(
            """
            $null = $service | Get-EndpointConnection | Approve-EndpointConnection | Wait-EndpointState
            $asking = $subnet | Add-InterfaceEndpoint -Service $service -Name asking
            $unused = New-EndpointService $balancer -Session $provider
            $service, $unused | Remove-EndpointService -RejectConnections -Verbose
            "$(($service, $unused | Wait-EndpointState -State Deleted).ServiceState) $(($endpoint, $asking | Get-LabEndpoint).State)"
            """);
        Assert.Equal("Deleted Deleted Rejected Rejected", run.Single<string>());
        string[] changes = ["RejectVpcEndpointConnections", "DeleteVpcEndpointServiceConfigurations"];
        Assert.Equal(changes, run.Verbose.Select(line => Array.Find(changes, line.Contains)).OfType<string>());
    }

    [Fact]
    public void Connections_outlive_the_permission_to_make_them() => Assert.Equal("PendingAcceptance", shell.Run(
        """
        $service | Revoke-EndpointServiceAccess -Principal 210987654321
        $subnet | Add-InterfaceEndpoint -Service $service.ServiceName -Name another -ErrorAction SilentlyContinue -ErrorVariable failed
        if ($failed.Count -eq 0) { throw 'The consumer can still connect.' }
        ($service | Get-EndpointConnection).VpcEndpointState
        """).Single<string>());

    [Fact]
    public void Endpoints_connections_and_services_are_waited_for_together() => Assert.Equal(
        "ServiceConfiguration VpcEndpoint VpcEndpointConnection", shell.Run(
            """
            $null = $endpoint | Approve-EndpointConnection -Service $service
            $names = @($endpoint, ($service | Get-EndpointConnection), $service | Wait-EndpointState | ForEach-Object { $_.GetType().Name })
            [array]::Sort($names)
            "$names"
            """).Single<string>());

    [Fact]
    public void A_consumer_finds_the_service_and_may_name_it_by_what_it_found() => Assert.True(shell.Run(
        """
        $found = Find-EndpointService $service.ServiceName
        ($subnet | Add-InterfaceEndpoint -Service $found -Name another).ServiceName -eq $service.ServiceName
        """).Single<bool>());

    [Theory]
    [InlineData("Approve-EndpointConnection vpce- -Session provider", "$endpoint.VpcEndpointId")]
    [InlineData("Get-EndpointConnection -Endpoint vpce- -Session provider", "$endpoint.VpcEndpointId")]
    [InlineData("Get-EndpointConnection vpce- -Session provider", "$service.ServiceId")]
    [InlineData("Wait-EndpointState vpce- -Session provider", "$service.ServiceId")]
    [InlineData("Wait-EndpointState vpce- -Session consumer", "$endpoint.VpcEndpointId")]
    [InlineData("New-EndpointNotification vpce- -Session consumer", "$endpoint.VpcEndpointId")]
    public void Ids_of_both_sides_complete(string line, string id) => Assert.True(shell.Run(
        $$"""
        $found = (TabExpansion2 $args[0] ($args[0].IndexOf('vpce-') + 'vpce-'.Length)).CompletionMatches.CompletionText
        "$found" -eq {{id}}
        """, line).Single<bool>());

    [Fact]
    public void Gateway_load_balancers_are_reached_by_endpoints_of_their_own_type() => Assert.Equal(
        "GatewayLoadBalancer Available", shell.Run(
        """
        $appliances = New-EndpointService $balancer.Replace('/net/', '/gwy/') -Session $provider | Grant-EndpointServiceAccess -Principal *
        $firewall = $subnet | Add-GatewayLoadBalancerEndpoint -Service ($appliances | Wait-EndpointState)
        $null = $appliances | Get-EndpointConnection | Approve-EndpointConnection
        $firewall = $firewall | Wait-EndpointState
        "$($firewall.VpcEndpointType) $($firewall.State)"
        """).Single<string>());

    [Fact]
    public void A_connection_is_not_answered_from_the_consumers_session() => shell.Run(
        "$service | Get-EndpointConnection | Approve-EndpointConnection -Session $consumer").ShouldFail("SessionConflict");

    [Fact]
    public void The_consumer_can_be_told_too() => Assert.True(shell.Run(
        """
        $notification = $endpoint | New-EndpointNotification -Topic arn:aws:sns:us-east-1:210987654321:decisions -Event Accept
        ($endpoint | Get-EndpointNotification).ConnectionNotificationId -eq $notification.ConnectionNotificationId
        """).Single<bool>());
}
