namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class InterfaceEndpointTests : IDisposable
{
    private readonly LabShell shell = new();

    public InterfaceEndpointTests() => shell.Run(
        """
        $session = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet 10.0.1.0/24 -AvailabilityZone us-east-1a
        $second = $vpc | New-LabSubnet 10.0.2.0/24 -AvailabilityZone us-east-1b
        $same = $vpc | New-LabSubnet 10.0.11.0/24 -AvailabilityZone us-east-1a
        $other = New-LabVpc 10.9.0.0/16 | New-LabSubnet 10.9.1.0/24
        $group = $vpc | New-LabSecurityGroup -Name endpoints
        $statement = @{ Effect = 'Allow'; Principal = '*'; Action = '*'; Resource = '*' }
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$subnet, $second | Add-InterfaceEndpoint -Service sqs", 2)]
    [InlineData("$vpc | Add-InterfaceEndpoint sqs $subnet, $second", 2)]
    [InlineData("$vpc.VpcId | Add-InterfaceEndpoint -Service SQS -Subnet $subnet.SubnetId", 1)]
    [InlineData("Add-InterfaceEndpoint -Service com.amazonaws.us-east-1.sqs -Subnet $subnet.SubnetId, $second", 2)]
    [InlineData("[pscustomobject]@{ SubnetId = $subnet.SubnetId } | Add-InterfaceEndpoint sqs", 1)]
    [InlineData("[pscustomobject]@{ VpcId = $vpc.VpcId; SubnetId = $subnet.SubnetId, $second.SubnetId } | Add-InterfaceEndpoint sqs", 2)]
    [InlineData("$vpc | Get-LabSubnet -Filter @{ 'availability-zone' = 'us-east-1b' } | Add-InterfaceEndpoint sqs", 1)]
    public void An_endpoint_is_added_however_the_VPC_and_the_subnets_are_named(string add, int subnets) => Assert.Equal(
        $"Interface com.amazonaws.us-east-1.sqs Available True True {subnets} True",
        shell.Run($$"""
            $endpoint = {{add}} -SecurityGroup $group
            $cards = @($endpoint | Get-LabNetworkInterface)
            "$($endpoint.VpcEndpointType) $($endpoint.ServiceName) $($endpoint.State) $($endpoint.PrivateDnsEnabled) $(
                "$($endpoint.Groups)" -eq $group.GroupId) $($cards.Count) $("$($cards.SubnetId)" -eq "$($endpoint.SubnetIds)")"
            """).Single<string>());

    [Fact]
    public void Subnets_of_several_VPCs_become_an_endpoint_in_each() => Assert.Equal("2 1", shell.Run(
        "($subnet, $other, $second | Add-InterfaceEndpoint sqs | ForEach-Object { $_.SubnetIds.Count }) -join ' '").Single<string>());

    [Fact]
    public void The_same_command_again_gives_the_same_endpoint_as_it_now_is() => Assert.Equal("True 2", shell.Run(
        """
        $first = $subnet | Add-InterfaceEndpoint sqs -Name queues -Tag @{ a = 1 }
        $null = $first | Set-LabEndpoint -AddSubnet $second
        $again = Add-InterfaceEndpoint com.amazonaws.us-east-1.sqs $subnet.SubnetId -Name queues -Tag @{ a = 1 }
        "$($first.VpcEndpointId -eq $again.VpcEndpointId) $($again.SubnetIds.Count)"
        """).Single<string>());

    [Theory]
    [InlineData("$subnet, $same | Add-InterfaceEndpoint sqs", "DuplicateSubnetsInSameZone", "us-east-1a")]
    [InlineData("Add-InterfaceEndpoint sqs $subnet, $other", "WrongResource", "belongs to vpc-")]
    [InlineData("$other | Add-InterfaceEndpoint sqs -Subnet $subnet", "WrongResource", "belongs to vpc-")]
    [InlineData("Add-InterfaceEndpoint sqs", "InvalidArgument", "which VPC")]
    [InlineData("$subnet | Add-InterfaceEndpoint sq", "UnknownService", "sq")]
    [InlineData("$subnet | Add-InterfaceEndpoint s3express", "WrongEndpointType", "only Gateway ones")]
    [InlineData("$subnet | Add-InterfaceEndpoint vpce-svc-00000000000000000", "UnknownService", "123456789012")]
    [InlineData("$subnet | Add-InterfaceEndpoint com.amazonaws.eu-west-1.sqs", "UnknownService", "eu-west-1")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -ServiceRegion nowhere", "UnknownRegion", "nowhere")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -Subnet nonsense", "MalformedId", "nonsense")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -SecurityGroup sg-00000000", "InvalidSecurityGroupId.NotFound", "sg-00000000")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -SecurityGroup $null", "InvalidArgument", "-SecurityGroup")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -IpAddress 10.0.1.3", "InvalidParameterValue", "reserved")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -IpAddress 10.0.2.9", "InvalidArgument", "lies in none")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -IpAddressType dualstack", "UnsupportedAddressType", "10.0.1.0/24")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -DnsRecordIpType ipv6", "UnsupportedAddressType", "ipv6")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -PrivateDnsOnlyForInboundResolverEndpoint $true", "InvalidArgument", "no gateway")]
    [InlineData("$subnet | Add-InterfaceEndpoint s3 -PrivateDnsOnlyForInboundResolverEndpoint $true", "PrivateDnsUnavailable", "none for")]
    [InlineData("$same | Add-InterfaceEndpoint email-smtp -Policy @{ Statement = $statement }", "PolicyNotSupported", "email-smtp")]
    [InlineData(
        "$statement.Effect = 'Deny'; Add-InterfaceEndpoint sqs $subnet -Policy @{ Statement = $statement }", "InvalidPolicy", "Allow")]
    [InlineData("[pscustomobject]@{ Colour = 'red' } | Add-InterfaceEndpoint sqs", "WrongResource", "is not a Vpc")]
    public void Bad_input_is_one_clear_error_and_creates_nothing(string add, string errorId, string names)
    {
        var error = shell.Run(add).ShouldFail(errorId);
        Assert.Contains(names, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
    }

    // use1-az2, whatever an account calls it, has no email-smtp.
    [Fact]
    public void A_zone_without_the_service_is_refused_with_the_zones_that_have_it()
    {
        var zone = shell.Run(
            "(New-LabSubnet -Vpc $vpc 10.0.3.0/24 -AvailabilityZone us-east-1c | ForEach-Object AvailabilityZoneId)").Single<string>();
        var error = shell.Run("Get-LabSubnet -Filter @{ 'cidr-block' = '10.0.3.0/24' } | Add-InterfaceEndpoint email-smtp")
            .ShouldFail("ZoneNotOffered");
        Assert.Contains(zone, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("use1-az6", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(zone, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_leads_to_one_endpoint_of_a_VPC()
    {
        var error = shell.Run("$first = $subnet | Add-InterfaceEndpoint sqs; $second | Add-InterfaceEndpoint sqs -Name another")
            .ShouldFail("PrivateDnsConflict");
        Assert.Contains(shell.Run("$first.VpcEndpointId").Single<string>(), error.ErrorDetails.Message, StringComparison.Ordinal);
        shell.Run("$second | Add-InterfaceEndpoint sqs -Name another -PrivateDnsEnabled $false").ShouldSucceed();
    }

    // Untagged, the second command might be the first one again: then AWS decides.
    [Fact]
    public void A_conflict_that_only_AWS_can_tell_is_the_same_error() =>
        shell.Run("$null = $subnet | Add-InterfaceEndpoint sqs; $second | Add-InterfaceEndpoint sqs").ShouldFail("PrivateDnsConflict");

    [Fact]
    public void S3s_name_is_for_inbound_resolvers_only_where_the_VPC_has_a_gateway_endpoint() => Assert.Equal("False True", shell.Run(
        """
        $alone = $other | Add-InterfaceEndpoint s3
        $null = $vpc | New-LabRouteTable | Add-GatewayEndpoint -Service s3
        $beside = $subnet | Add-InterfaceEndpoint s3
        "$($alone.PrivateDnsOnlyForInboundResolverEndpoint) $($beside.PrivateDnsOnlyForInboundResolverEndpoint)"
        """).Single<string>());

    [Fact]
    public void A_service_of_another_Region_is_reached_from_the_VPCs_own() => Assert.Equal("us-west-2 s3 us-east-1", shell.Run(
        """
        $endpoint = $subnet | Add-InterfaceEndpoint s3 -ServiceRegion us-west-2
        "$($endpoint.ServiceRegion) $($endpoint.Service) $($endpoint.Region)"
        """).Single<string>());

    [Fact]
    public void Addresses_and_a_policy_are_as_they_were_given() => Assert.Equal("10.0.1.100 10.0.2.200 False", shell.Run(
        """
        $policy = @{ Statement = @{ Effect = 'Allow'; Principal = '*'; Action = 'sqs:SendMessage'; Resource = '*' } }
        $endpoint = $second, $subnet | Add-InterfaceEndpoint sqs -IpAddress 10.0.1.100, 10.0.2.200 -Policy $policy
        $addresses = ($endpoint | Get-LabNetworkInterface).PrivateIpAddress
        "$($addresses -like '10.0.1.*') $($addresses -like '10.0.2.*') $(($endpoint | Get-EndpointPolicy).IsDefault)"
        """).Single<string>());

    [Fact]
    public void A_subnet_of_both_families_takes_an_endpoint_of_both() => Assert.Equal("dualstack ipv6 1 True", shell.Run(
        """
        $dual = New-LabVpc 10.2.0.0/16 -AmazonProvidedIpv6CidrBlock
        $block = $dual.Ipv6CidrBlocks[0] -replace '/56', '/64'
        $address = $block -replace '/64', '100'
        $endpoint = $dual | New-LabSubnet 10.2.1.0/24 -Ipv6CidrBlock $block |
            Add-InterfaceEndpoint sqs -IpAddressType dualstack -DnsRecordIpType ipv6 -IpAddress $address, 10.2.1.100
        $card = $endpoint | Get-LabNetworkInterface
        "$($endpoint.IpAddressType) $($endpoint.DnsRecordIpType) $($card.Ipv6Addresses.Count) $(
            $card.PrivateIpAddress -eq '10.2.1.100' -and $card.Ipv6Addresses[0] -eq $address)"
        """).Single<string>());

    [Fact]
    public void An_endpoint_without_a_subnet_comes_with_a_warning() => Assert.Contains(
        "Set-LabEndpoint -AddSubnet",
        Assert.Single(shell.Run("$vpc | Add-InterfaceEndpoint sqs").ShouldSucceed().Warnings),
        StringComparison.Ordinal);

    [Fact]
    public void Subnets_groups_and_DNS_change_in_one_call()
    {
        var run = shell.Run(
            """
            $endpoint = $subnet | Add-InterfaceEndpoint sqs
            $changed = $endpoint | Set-LabEndpoint -AddSubnet $second -RemoveSubnet $subnet -AddSecurityGroup $group `
                -RemoveSecurityGroup $endpoint.Groups[0].GroupId -PrivateDnsEnabled $false -DnsRecordIpType service-defined -Verbose
            "$($changed.SubnetIds)" -eq $second.SubnetId
            "$($changed.Groups)" -eq $group.GroupId
            $changed.PrivateDnsEnabled
            $changed.DnsRecordIpType
            ($changed | Get-LabNetworkInterface).SubnetId -eq $second.SubnetId
            """).ShouldSucceed();
        Assert.Equal([true, true, false, "service-defined", true], run.Output.Select(one => one.BaseObject));
        Assert.Single(run.Verbose, message => message.Contains("ModifyVpcEndpoint", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$endpoint | Set-LabEndpoint", "InvalidArgument", "-AddSubnet")]
    [InlineData("$endpoint | Set-LabEndpoint -AddRouteTable rtb-00000000 -AddSubnet $second", "WrongEndpointType", "-AddSubnet")]
    [InlineData("$gateway | Set-LabEndpoint -AddSubnet $second -PrivateDnsEnabled $true", "WrongEndpointType", "-AddRouteTable")]
    [InlineData("$endpoint | Set-LabEndpoint -AddSubnet $same", "DuplicateSubnetsInSameZone", "Keep one")]
    [InlineData("$endpoint | Set-LabEndpoint -AddSubnet $other", "WrongResource", "Get-LabSubnet")]
    [InlineData("$endpoint | Set-LabEndpoint -DnsRecordIpType dualstack", "UnsupportedAddressType", "ipv4")]
    [InlineData("$endpoint | Set-LabEndpoint -PrivateDnsEnabled $true", "PrivateDnsConflict", "-PrivateDnsEnabled $false")]
    public void A_change_that_cannot_be_is_one_error_with_a_next_step(string script, string errorId, string says)
    {
        shell.Run(
            """
            $endpoint = $subnet | Add-InterfaceEndpoint sqs -Name a -PrivateDnsEnabled $false
            $answering = $subnet | Add-InterfaceEndpoint sqs -Name b
            $gateway = $vpc | New-LabRouteTable | Add-GatewayEndpoint -Service s3
            """).ShouldSucceed();
        var run = shell.Run("$VerbosePreference = 'Continue'; " + script);
        Assert.Contains(says, run.ShouldFail(errorId).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Verbose, message => message.Contains("ModifyVpcEndpoint", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        shell.Run("$subnet, $second | Add-InterfaceEndpoint sqs -WhatIf").ShouldSucceed();
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
        Assert.Equal(1, shell.Run(
            """
            $endpoint = $subnet | Add-InterfaceEndpoint sqs
            $null = $endpoint | Set-LabEndpoint -AddSubnet $second -WhatIf
            @($endpoint | Get-LabNetworkInterface).Count
            """).Single<int>());
    }

    [Fact]
    public void An_error_in_one_item_leaves_the_others() => Assert.Single(
        shell.Run("[pscustomobject]@{ SubnetId = 'nonsense' }, $subnet | Add-InterfaceEndpoint sqs").Output);

    [Theory]
    [InlineData("$endpoint | Get-LabNetworkInterface")]
    [InlineData("Get-LabNetworkInterface -Endpoint $endpoint.VpcEndpointId")]
    [InlineData("[pscustomobject]@{ VpcEndpointId = $endpoint.VpcEndpointId } | Get-LabNetworkInterface")]
    [InlineData("$subnet | Get-LabNetworkInterface -Endpoint $endpoint")]
    public void Its_interfaces_are_found(string get)
    {
        shell.Run("$endpoint = $subnet | Add-InterfaceEndpoint sqs; $another = $subnet | Add-InterfaceEndpoint ecs").ShouldSucceed();
        Assert.Equal("True vpc_endpoint", shell.Run(
            $"""
            $found = {get}
            "$($found.NetworkInterfaceId -eq $endpoint.NetworkInterfaceIds) $($found.InterfaceType)"
            """).Single<string>());
    }

    [Fact]
    public void The_view_shows_what_people_look_for()
    {
        Assert.Matches(
            "^vpce-[0-9a-f]{17} queues +Available +Interface +sqs +subnet-[0-9a-f]{17}$",
            shell.Render("$subnet | Add-InterfaceEndpoint sqs -Name queues")[2]);
        Assert.Matches(" +ecr.api +2 subnets$", shell.Render("$subnet, $second | Add-InterfaceEndpoint ecr.api")[2]);
    }

    [Fact]
    public void Services_complete_by_the_cmdlets_type_and_Region()
    {
        Assert.Equal("s3", Complete("Add-InterfaceEndpoint -Service s3"));
        Assert.Equal("s3 s3express", Complete("Add-GatewayEndpoint -Service s3"));
        Assert.Equal("ecr.api ecr.dkr ecs", Complete("Add-InterfaceEndpoint -ServiceRegion us-west-2 -Service e"));
        Assert.Equal("dynamodb s3 s3express", Complete("Find-EndpointService -Type Gateway -Service "));
        Assert.Contains("sg-", Complete("Set-LabEndpoint -AddSecurityGroup "), StringComparison.Ordinal);
        Assert.Contains("subnet-", Complete("Set-LabEndpoint -RemoveSubnet "), StringComparison.Ordinal);
        Assert.Equal("dualstack ipv4 ipv6 service-defined", Complete("Set-LabEndpoint -DnsRecordIpType "));
    }

    private string Complete(string line) => shell.Run(
        "(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText -join ' '", line).Single<string>();

    [Fact]
    public void An_endpoint_that_leaves_its_last_subnet_is_warned_of()
    {
        var run = shell.Run("$subnet, $second | Add-InterfaceEndpoint sqs | Set-LabEndpoint -RemoveSubnet $subnet").ShouldSucceed();
        Assert.Empty(run.Warnings);
        run = shell.Run("Get-LabEndpoint | Set-LabEndpoint -RemoveSubnet $second").ShouldSucceed();
        Assert.Contains("is in no subnet, so nothing reaches it", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_shows_the_longest_state_in_one_piece() => Assert.Contains(
        shell.Render("$subnet | Add-InterfaceEndpoint sqs | Set-LabSimulator -State PendingAcceptance"),
        line => line.Contains(" PendingAcceptance Interface ", StringComparison.Ordinal));

    [Fact]
    public void WhatIf_says_what_changes()
    {
        shell.Run(
            """
            $endpoint = $subnet | Add-InterfaceEndpoint sqs
            $endpoint | Set-LabEndpoint -AddSubnet $second -RemoveSecurityGroup $group -PrivateDnsEnabled $false -WhatIf
            """).ShouldSucceed();
        var (second, group) = (shell.Run("$second.SubnetId").Single<string>(), shell.Run("$group.GroupId").Single<string>());
        Assert.Contains(
            $"\"Set VpcEndpoint -AddSubnet {second} -RemoveSecurityGroup {group} -PrivateDnsEnabled False\"",
            string.Join(' ', shell.Host.Lines),
            StringComparison.Ordinal);
    }
}
