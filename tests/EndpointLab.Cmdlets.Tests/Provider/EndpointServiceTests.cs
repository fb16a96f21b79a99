namespace EndpointLab.Cmdlets.Tests.Provider;

public sealed class EndpointServiceTests : IDisposable
{
    private readonly LabShell shell = new();

    public EndpointServiceTests() => shell.Run(
        """
        $session = Connect-LabSession -Lifecycle Instant
        $prefix = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer'
        $network, $other = "$prefix/net/one/0123456789abcdef", "$prefix/net/two/0123456789abcdee"
        $gateway = "$prefix/gwy/three/0123456789abcded"
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("New-EndpointService $network -Name mine")]
    [InlineData("New-EndpointService -LoadBalancer $network -Tag @{ Name = 'mine' }")]
    [InlineData("$network | New-EndpointService -Name mine")]
    [InlineData("[pscustomobject]@{ LoadBalancerArn = $network } | New-EndpointService -Name mine")]
    public void A_service_is_made_of_load_balancers_however_they_are_named(string create) =>
        Assert.Equal("Interface True mine True 0 True", shell.Run(
            $$"""
            $service = {{create}} | Wait-EndpointState
            "$($service.ServiceType) $($service.AcceptanceRequired) $($service.Name) $(
                "$($service.NetworkLoadBalancerArns)" -eq $network) $($service.AllowedPrincipals.Count) $(
                $service.ServiceName -eq "com.amazonaws.vpce.us-east-1.$($service.ServiceId)")"
            """).Single<string>());

    [Fact]
    public void A_gateway_load_balancer_makes_a_service_for_its_own_type_of_endpoint() =>
        Assert.Equal("GatewayLoadBalancer", shell.Run("(New-EndpointService $gateway).ServiceType").Single<string>());

    [Fact]
    public void All_that_can_be_said_of_a_service_is_said_in_the_call_that_creates_it() =>
        Assert.Equal("False orders.example.com pendingVerification ipv4 ipv6 eu-west-1 us-east-1", shell.Run(
            """
            $service = New-EndpointService $network, $other -AcceptanceRequired $false -PrivateDnsName orders.example.com `
                -SupportedIpAddressType ipv4, IPV6 -SupportedRegion eu-west-1
            $regions = @($service.SupportedRegions | ForEach-Object Region)
            [array]::Sort($regions)
            "$($service.AcceptanceRequired) $($service.PrivateDnsName) $($service.PrivateDnsNameConfiguration.State) $(
                $service.SupportedIpAddressTypes) $regions"
            """).Single<string>());

    [Fact]
    public void A_service_with_a_name_is_made_once() => Assert.True(shell.Run(
        """
        $first, $second = @($network, $other), @($other, $network) | ForEach-Object { New-EndpointService $_ -Name a }
        $first.ServiceId -eq $second.ServiceId
        """).Single<bool>());

    [Theory]
    [InlineData("New-EndpointService nlb-1", "InvalidArgument")]
    [InlineData("New-EndpointService $network.Replace('/net/', '/app/')", "InvalidArgument")]
    [InlineData("New-EndpointService $network, $gateway", "InvalidArgument")]
    [InlineData("New-EndpointService $network -SupportedRegion mars-1", "UnknownRegion")]
    [InlineData("New-EndpointService $network.Replace('123456789012', '210987654321')", "InvalidNetworkLoadBalancerArn.NotFound")]
    public void What_cannot_stand_behind_a_service_is_refused(string create, string errorId)
    {
        Assert.NotEmpty(shell.Run(create).ShouldFail(errorId).ErrorDetails.RecommendedAction);
        Assert.Equal(0, shell.Run("@(Get-EndpointService).Count").Single<int>());
    }

    [Theory]
    [InlineData("Get-EndpointService $service.ServiceId")]
    [InlineData("$service | Get-EndpointService")]
    [InlineData("[pscustomobject]@{ ServiceId = $service.ServiceId } | Get-EndpointService")]
    [InlineData("Find-EndpointService $service.ServiceName | Get-EndpointService")]
    [InlineData("Get-EndpointService -Name o*")]
    [InlineData("Get-EndpointService -Tag @{ a = 1 }")]
    [InlineData("Get-EndpointService -State available -Filter @{ 'service-name' = $service.ServiceName }")]
    public void Services_are_found_by_id_and_by_what_is_said_of_them(string get) => Assert.True(shell.Run(
        $$"""
        $null = New-EndpointService $gateway
        $service = New-EndpointService $network -Name one -Tag @{ a = 1 } | Wait-EndpointState
        ({{get}}).ServiceId -eq $service.ServiceId
        """).Single<bool>());

    [Fact]
    public void A_service_changes_in_what_is_given_and_in_nothing_else() => Assert.Equal(
        "True False a.example.com ipv4 ipv6|True False a.example.com ipv6|True False  ipv6",
        shell.Run(
            """
            $service = New-EndpointService $network
            $steps = @(
                $service | Set-EndpointService -AddLoadBalancer $other -RemoveLoadBalancer $network -AcceptanceRequired $false `
                    -PrivateDnsName a.example.com -SupportedIpAddressType ipv4, ipv6
                $service | Set-EndpointService -SupportedIpAddressType ipv6
                Set-EndpointService $service.ServiceId -RemovePrivateDnsName)
            ($steps | ForEach-Object { $all = @() } {
                $all += "$("$($_.NetworkLoadBalancerArns)" -eq $other) $($_.AcceptanceRequired) $($_.PrivateDnsName) $(
                    $_.SupportedIpAddressTypes)"
            } { $all -join '|' })
            """).Single<string>());

    [Fact]
    public void The_regions_of_a_service_are_set_as_a_whole() => Assert.Equal("eu-west-1,us-east-1 eu-central-1,us-east-1 ", shell.Run(
        """
        $service = New-EndpointService $network
        @('us-east-1', 'eu-west-1'), @('us-east-1', 'eu-central-1') | ForEach-Object { $text = '' } {
            $regions = @(($service | Set-EndpointService -SupportedRegion $_).SupportedRegions | ForEach-Object Region)
            [array]::Sort($regions)
            $text += "$($regions -join ',') "
        } { $text }
        """).Single<string>());

    [Fact]
    public void The_private_name_is_verified_on_demand() => Assert.Equal("pendingVerification verified", shell.Run(
        """
        $service = New-EndpointService $network -PrivateDnsName a.example.com
        $null = $service | Set-EndpointService -VerifyPrivateDnsName
        "$($service.PrivateDnsNameConfiguration.State) $(($service | Get-EndpointService).PrivateDnsNameConfiguration.State)"
        """).Single<string>());

    [Fact]
    public void A_change_has_to_say_what_changes() =>
        Assert.Contains("-AddLoadBalancer", shell.Run("New-EndpointService $network | Set-EndpointService").ShouldFail("InvalidArgument")
            .ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void Whoever_is_allowed_is_listed_with_the_service() => Assert.Equal(
        "Account arn:aws:iam::210987654321:root|All *|2|1|0", shell.Run(
        """
        $service = New-EndpointService $network | Grant-EndpointServiceAccess -Principal 210987654321, *
        $left = @($service.AllowedPrincipals.Count)
        $service | Revoke-EndpointServiceAccess -Principal 210987654321
        $left += ($service | Get-EndpointService).AllowedPrincipals.Count
        $service | Revoke-EndpointServiceAccess -Principal $service.AllowedPrincipals
        $left += ($service | Get-EndpointService).AllowedPrincipals.Count
        (@($service.AllowedPrincipals | ForEach-Object { "$($_.PrincipalType) $_" }) + $left) -join '|'
        """).Single<string>());

    [Fact]
    public void The_refusal_of_a_principal_is_AWSs() => Assert.Contains(
        "ARN", shell.Run("New-EndpointService $network | Grant-EndpointServiceAccess -Principal nobody").ShouldFail("InvalidPrincipal")
            .ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void Services_are_removed_together_and_each_refusal_is_an_error_of_its_own() => Assert.Equal("Deleted Deleted 0", shell.Run(
        """
        $services = $network, $other | ForEach-Object { New-EndpointService $_ }
        $ids = @($services[0].ServiceId, 'vpce-svc-00000000000000000', $services[1].ServiceId)
        $ids | Remove-EndpointService -ErrorAction SilentlyContinue -ErrorVariable failed
        if ($failed.Count -ne 1 -or $failed[0].FullyQualifiedErrorId -notlike 'InvalidVpcEndpointService.NotFound,*') { throw "$failed" }
        if ($failed[0].TargetObject -ne 'vpce-svc-00000000000000000') { throw "$($failed[0].TargetObject)" }
        "$(($services | Wait-EndpointState -State Deleted).ServiceState) $(@(Get-EndpointService -State Available).Count)"
        """).Single<string>());

    [Fact]
    public void What_is_not_a_service_is_not_removed_for_one() => shell.Run(
        """
        $null = New-EndpointService $network | Wait-EndpointState
        Find-EndpointService *vpce-svc* | Remove-EndpointService
        """).ShouldFail("WrongResource");

    [Theory]
    [InlineData("New-EndpointService $network -WhatIf")]
    [InlineData("$service | Set-EndpointService -AcceptanceRequired $false -WhatIf")]
    [InlineData("$service | Grant-EndpointServiceAccess -Principal * -WhatIf")]
    [InlineData("$service | Remove-EndpointService -WhatIf")]
    public void Nothing_changes_with_WhatIf(string command) => Assert.Equal("1 True 0", shell.Run(
        $$"""
        $service = New-EndpointService $network | Wait-EndpointState
        {{command}}
        $now = @(Get-EndpointService)
        "$($now.Count) $($now[0].AcceptanceRequired) $($now[0].AllowedPrincipals.Count)"
        """).Single<string>());

    [Theory]
    [InlineData("New-EndpointService $other -WhatIf", "Create endpoint service")]
    [InlineData("$service | Set-EndpointService -AcceptanceRequired $false -WhatIf", "Set endpoint service -AcceptanceRequired")]
    [InlineData("$service | Remove-EndpointService -WhatIf", "Remove endpoint service")]
    [InlineData("$service | Remove-EndpointService -RejectConnections -WhatIf", "Reject all connections to and remove endpoint service")]
    public void WhatIf_says_what_happens_to_an_endpoint_service(string command, string says)
    {
        shell.Run($"$service = New-EndpointService $network; {command}").ShouldSucceed();
        Assert.Contains(shell.Host.Lines, line => line.Contains($"\"{says}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_can_never_be_in_a_state_that_only_endpoints_have() => Assert.Contains(
        "so it can't become Rejected",
        shell.Run("New-EndpointService $network | Wait-EndpointState -State Rejected -Timeout 4h").ShouldFail("TerminalState")
            .ErrorDetails.Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_service_that_is_not_there_is_not_waited_for() =>
        shell.Run("'vpce-svc-00000000000000000' | Wait-EndpointState -Timeout 4h").ShouldFail("ResourceNotFound");

    [Fact]
    public void Ids_and_states_of_services_complete() => Assert.Equal("True Deleted Deleting Failed Pending", shell.Run(
        """
        $service = New-EndpointService $network
        $id = (TabExpansion2 'Get-EndpointService vpce-' 25).CompletionMatches.CompletionText
        $states = (TabExpansion2 'Get-EndpointService -State ' 27).CompletionMatches.CompletionText
        "$($id -eq $service.ServiceId) $($states | Where-Object { $_ -ne 'Available' })"
        """).Single<string>());
}
