using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Endpoints;

/// <summary>What can be changed about an endpoint of each type, in one call.</summary>
public sealed class EndpointChangeTests : IDisposable
{
    private const string Places = "AddSubnet RemoveSubnet AddSecurityGroup RemoveSecurityGroup";

    private readonly ScriptedVpc cloud = new();
    private readonly LabSession session;
    private readonly LabOperation lab;

    public EndpointChangeTests()
    {
        session = new(SessionKind.Simulated, "test", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), handler: cloud);
        lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Theory]
    [InlineData("Gateway", "AddRouteTable RemoveRouteTable DnsRecordIpType IpAddressType")]
    [InlineData("Interface", $"{Places} PrivateDns InboundOnly DnsRecordIpType IpAddressType")]
    [InlineData("GatewayLoadBalancer", "IpAddressType")]
    [InlineData("Resource", $"{Places} PrivateDns DnsRecordIpType IpAddressType")]
    [InlineData("ServiceNetwork", $"{Places} PrivateDns DnsRecordIpType IpAddressType")]
    [InlineData("Future", $"AddRouteTable RemoveRouteTable {Places} PrivateDns InboundOnly DnsRecordIpType IpAddressType")]
    public void An_endpoint_of_a_type_takes_these_changes_and_no_others(string type, string fitting)
    {
        Dictionary<string, EndpointChange> changes = new()
        {
            ["AddRouteTable"] = new() { AddRouteTableIds = ["rtb-11111111"] },
            ["RemoveRouteTable"] = new() { RemoveRouteTableIds = ["rtb-11111111"] },
            ["AddSubnet"] = new() { AddSubnetIds = [ScriptedVpc.First] },
            ["RemoveSubnet"] = new() { RemoveSubnetIds = [ScriptedVpc.First] },
            ["AddSecurityGroup"] = new() { AddSecurityGroupIds = ["sg-11111111"] },
            ["RemoveSecurityGroup"] = new() { RemoveSecurityGroupIds = ["sg-11111111"] },
            ["PrivateDns"] = new() { PrivateDnsEnabled = false },
            ["InboundOnly"] = new() { PrivateDnsOnlyForInboundResolverEndpoint = false },
            ["DnsRecordIpType"] = new() { DnsRecordIpType = "ipv4" },
            ["IpAddressType"] = new() { IpAddressType = "ipv4" },
        };
        var endpoint = new VpcEndpoint(session, new() { VpcEndpointId = "vpce-88888888", VpcEndpointType = type });
        var taken = changes.Where(change => Record.Exception(() => change.Value.RequireFit(endpoint)) is null);
        Assert.Equal(fitting.Split(' '), taken.Select(change => change.Key));
    }

    [Fact]
    public async Task What_does_not_fit_is_named_in_one_error_before_the_call()
    {
        cloud.Endpoints = Endpoint("GatewayLoadBalancer");
        EndpointChange change = new() { AddSubnetIds = [ScriptedVpc.Second], PrivateDnsEnabled = true, IpAddressType = "ipv4" };
        await RefusedAsync(change, ErrorId.WrongEndpointType, "of type GatewayLoadBalancer, which has no -AddSubnet, -PrivateDnsEnabled.");
    }

    [Fact]
    public async Task A_change_is_one_call()
    {
        cloud.Endpoints = Endpoint("Interface");
        await EndpointChanges.ApplyAsync(lab, "vpce-88888888", new()
        {
            AddSubnetIds = [ScriptedVpc.Second],
            RemoveSubnetIds = [ScriptedVpc.First],
            AddSecurityGroupIds = ["sg-11111111"],
            RemoveSecurityGroupIds = ["sg-22222222"],
            PrivateDnsEnabled = true,
            DnsRecordIpType = "ipv4",
            IpAddressType = "ipv4",
        });
        string[] expected =
        [
            "Action=ModifyVpcEndpoint", "AddSecurityGroupId.1=sg-11111111", "AddSubnetId.1=subnet-bbbbbbbb",
            "DnsOptions.DnsRecordIpType=ipv4", "IpAddressType=ipv4", "PrivateDnsEnabled=true",
            "RemoveSecurityGroupId.1=sg-22222222", "RemoveSubnetId.1=subnet-aaaaaaaa",
            "VpcEndpointId=vpce-88888888",
        ];
        Assert.Equal(expected, cloud.Asked);
    }

    [Fact]
    public async Task A_second_subnet_in_a_zone_is_refused_unless_the_first_one_goes()
    {
        cloud.Endpoints = Endpoint("Interface");
        EndpointChange change = new() { AddSubnetIds = [ScriptedVpc.SameZone] };
        await RefusedAsync(change, ErrorId.DuplicateSubnetsInSameZone, "us-east-1a");
        await EndpointChanges.ApplyAsync(lab, "vpce-88888888", change with { RemoveSubnetIds = [ScriptedVpc.First] });
        Assert.Single(cloud.Changes);
    }

    [Fact]
    public async Task Subnets_and_addresses_are_checked_as_for_a_new_endpoint()
    {
        cloud.Endpoints = Endpoint("Interface");
        await RefusedAsync(new() { AddSubnetIds = [ScriptedVpc.Elsewhere] }, ErrorId.WrongResource, "vpc-99999999");
        await RefusedAsync(new() { IpAddressType = "dualstack" }, ErrorId.UnsupportedAddressType, "10.0.1.0/24");
        await RefusedAsync(new() { DnsRecordIpType = "ipv6" }, ErrorId.UnsupportedAddressType, "ipv6");
        cloud.ServiceZones = "<item>use1-az1</item>";
        await RefusedAsync(new() { AddSubnetIds = [ScriptedVpc.Second] }, ErrorId.ZoneNotOffered, "use1-az2");
        cloud.Off = "enableDnsHostnames";
        await RefusedAsync(new() { PrivateDnsEnabled = true }, ErrorId.PrivateDnsUnavailable, "enableDnsHostnames");
    }

    [Fact]
    public async Task A_resource_endpoint_is_changed_although_it_has_no_service()
    {
        cloud.Endpoints = Endpoint("Resource").Replace("com.amazonaws.us-east-1.sqs", "", StringComparison.Ordinal);
        await EndpointChanges.ApplyAsync(lab, "vpce-88888888", new() { AddSubnetIds = [ScriptedVpc.Second], PrivateDnsEnabled = true });
        Assert.Single(cloud.Changes);
    }

    [Fact]
    public async Task A_Gateway_Load_Balancer_endpoint_has_no_policy()
    {
        cloud.Endpoints = Endpoint("GatewayLoadBalancer");
        var set = await Assert.ThrowsAsync<LabException>(() => EndpointPolicies.SetAsync(lab, "vpce-88888888", "{}"));
        var reset = await Assert.ThrowsAsync<LabException>(() => EndpointPolicies.ResetAsync(lab, "vpce-88888888"));
        Assert.Equal((ErrorId.WrongEndpointType, ErrorId.WrongEndpointType), (set.ErrorId, reset.ErrorId));
        Assert.Empty(cloud.Changes);
    }

    private static string Endpoint(string type) => $"""
        <item><vpcEndpointId>vpce-88888888</vpcEndpointId><vpcEndpointType>{type}</vpcEndpointType><vpcId>{ScriptedVpc.Id}</vpcId>
        <serviceName>com.amazonaws.us-east-1.sqs</serviceName><serviceRegion>us-east-1</serviceRegion><ipAddressType>ipv4</ipAddressType>
        <subnetIdSet><item>{ScriptedVpc.First}</item></subnetIdSet></item>
        """;

    private async Task RefusedAsync(EndpointChange change, string errorId, string says)
    {
        var error = await Assert.ThrowsAsync<LabException>(() => EndpointChanges.ApplyAsync(lab, "vpce-88888888", change));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.NextStep);
        Assert.Empty(cloud.Changes);
    }
}
