using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Endpoints;

/// <summary>What an interface endpoint is asked for with, and what is refused before it is asked for.</summary>
public sealed class InterfaceEndpointTests : IDisposable
{
    private static readonly Dictionary<string, string> Tags = new() { ["Name"] = "queue" };

    private readonly ScriptedVpc cloud = new();
    private readonly LabSession session;
    private readonly LabOperation lab;

    public InterfaceEndpointTests()
    {
        session = new(SessionKind.Simulated, "test", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), handler: cloud);
        lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    private static InterfaceEndpointPlan Plan(params string[] subnetIds) => new("sqs", subnetIds, Tags);

    [Fact]
    public async Task Everything_is_asked_for_in_the_call_that_creates_it()
    {
        await InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.Second, ScriptedVpc.First) with
        {
            SecurityGroupIds = ["sg-22222222", "sg-11111111"],
            IpAddresses = ["10.0.2.10", "10.0.1.10"],
            DnsRecordIpType = "ipv4",
            Policy = "{}",
        });
        string[] expected =
        [
            "Action=CreateVpcEndpoint", "DnsOptions.DnsRecordIpType=ipv4", "PolicyDocument={}", "PrivateDnsEnabled=true",
            "SecurityGroupId.1=sg-11111111", "SecurityGroupId.2=sg-22222222", "ServiceName=com.amazonaws.us-east-1.sqs",
            "SubnetConfiguration.1.Ipv4=10.0.1.10", "SubnetConfiguration.1.SubnetId=subnet-aaaaaaaa",
            "SubnetConfiguration.2.Ipv4=10.0.2.10", "SubnetConfiguration.2.SubnetId=subnet-bbbbbbbb",
            "SubnetId.1=subnet-aaaaaaaa", "SubnetId.2=subnet-bbbbbbbb", "TagSpecification.1.ResourceType=vpc-endpoint",
            "TagSpecification.1.Tag.1.Key=Name", "TagSpecification.1.Tag.1.Value=queue", "VpcEndpointType=Interface", "VpcId=vpc-11111111",
        ];
        Assert.Equal(expected, cloud.Asked);
    }

    public static TheoryData<InterfaceEndpointPlan> OtherPlans =>
    [
        Plan(ScriptedVpc.First), Plan(ScriptedVpc.First, ScriptedVpc.Second) with { PrivateDnsEnabled = false },
        Plan(ScriptedVpc.First, ScriptedVpc.Second) with { SecurityGroupIds = ["sg-11111111"] },
        Plan(ScriptedVpc.First, ScriptedVpc.Second) with { IpAddresses = ["10.0.1.10"] },
        Plan(ScriptedVpc.First, ScriptedVpc.Second) with { IpAddressType = "ipv4" },
        Plan(ScriptedVpc.First, ScriptedVpc.Second) with { DnsRecordIpType = "service-defined" },
        Plan(ScriptedVpc.First, ScriptedVpc.Second) with { Policy = "{}" },
        Plan(ScriptedVpc.First, ScriptedVpc.Second) with { Service = "s3" },
        Plan(ScriptedVpc.First, ScriptedVpc.Second) with { Tags = new Dictionary<string, string> { ["Name"] = "other" } },
    ];

    [Theory]
    [MemberData(nameof(OtherPlans), DisableDiscoveryEnumeration = true)]
    public async Task The_client_token_is_that_of_the_same_plan_only(InterfaceEndpointPlan other)
    {
        await InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.First, ScriptedVpc.Second));
        await InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.Second, ScriptedVpc.First, ScriptedVpc.Second));
        await InterfaceEndpoints.CreateAsync(lab, other);
        var tokens = cloud.Changes.ConvertAll(change => change.Form["ClientToken"]);
        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[0], tokens[2]);
    }

    public static TheoryData<InterfaceEndpointPlan, string, string> ImpossiblePlans => new()
    {
        { Plan(ScriptedVpc.First, ScriptedVpc.SameZone), ErrorId.DuplicateSubnetsInSameZone, "us-east-1a" },
        { Plan(ScriptedVpc.First, ScriptedVpc.Elsewhere), ErrorId.WrongResource, "vpc-99999999" },
        { Plan(), ErrorId.InvalidArgument, "which VPC" },
        { Plan(ScriptedVpc.First) with { Service = "sq" }, ErrorId.UnknownService, "sq" },
        { Plan(ScriptedVpc.First) with { Service = "s*" }, ErrorId.UnknownService, "s*" },
        { Plan(ScriptedVpc.First) with { IpAddresses = ["10.0.2.10"] }, ErrorId.InvalidArgument, "10.0.2.10 lies in none" },
        { Plan(ScriptedVpc.First) with { IpAddresses = ["10.0.1.10", "10.0.1.11"] }, ErrorId.InvalidArgument, "all lie in subnet-" },
        { Plan(ScriptedVpc.First) with { IpAddresses = ["10.1"] }, ErrorId.InvalidArgument, "'10.1' is not an IP address" },
        { Plan(ScriptedVpc.First) with { IpAddressType = "dualstack" }, ErrorId.UnsupportedAddressType, "10.0.1.0/24" },
        { Plan(ScriptedVpc.Dual) with { IpAddressType = "ipv6" }, ErrorId.UnsupportedAddressType, "10.0.3.0/24" },
        { Plan(ScriptedVpc.Ipv6Only), ErrorId.UnsupportedAddressType, "2001:db8:0:6::/64" },
        { Plan(ScriptedVpc.First) with { DnsRecordIpType = "ipv6" }, ErrorId.UnsupportedAddressType, "ipv6" },
        {
            Plan(ScriptedVpc.First) with { PrivateDnsEnabled = false, PrivateDnsOnlyForInboundResolverEndpoint = true },
            ErrorId.InvalidArgument, "where it is off"
        },
        {
            Plan(ScriptedVpc.First) with { PrivateDnsOnlyForInboundResolverEndpoint = true },
            ErrorId.InvalidArgument, "no gateway endpoints"
        },
        {
            Plan(ScriptedVpc.First) with { Service = "s3", PrivateDnsOnlyForInboundResolverEndpoint = true },
            ErrorId.PrivateDnsUnavailable, "it has none for com.amazonaws.us-east-1.s3"
        },
    };

    [Theory]
    [MemberData(nameof(ImpossiblePlans), DisableDiscoveryEnumeration = true)]
    public Task What_cannot_be_is_refused_before_the_call(InterfaceEndpointPlan plan, string errorId, string says) =>
        RefusedAsync(plan, errorId, says);

    [Fact]
    public Task A_zone_that_lacks_the_service_is_refused_by_its_id()
    {
        cloud.ServiceZones = "<item>use1-az2</item><item>use1-az3</item>";
        return RefusedAsync(
            Plan(ScriptedVpc.Second, ScriptedVpc.First), ErrorId.ZoneNotOffered, "subnet-aaaaaaaa is in us-east-1a (use1-az1)");
    }

    [Fact]
    public async Task Zones_of_another_Region_are_not_compared()
    {
        using var west = new LabSession(
            SessionKind.Simulated, "test", name: null, "us-west-2", new BasicAWSCredentials("key", "secret"), handler: cloud);
        cloud.ServiceZones = "<item>use1-az9</item>";
        await InterfaceEndpoints.CreateAsync(lab.In(west), Plan(ScriptedVpc.First) with { ServiceRegion = "us-east-1" });
        Assert.Equal("us-east-1", cloud.Change["ServiceRegion"]);
    }

    [Fact]
    public Task A_family_that_the_service_lacks_is_refused()
    {
        cloud.Families = "<item>ipv4</item>";
        return RefusedAsync(Plan(ScriptedVpc.Dual) with { IpAddressType = "dualstack" }, ErrorId.UnsupportedAddressType, "over ipv4 only");
    }

    [Fact]
    public Task A_policy_is_refused_where_the_service_has_none()
    {
        cloud.PolicySupported = "false";
        return RefusedAsync(Plan(ScriptedVpc.First) with { Policy = "{}" }, ErrorId.PolicyNotSupported, "no endpoint policies");
    }

    [Theory]
    [InlineData("ipv4", ScriptedVpc.First, "10.0.1.10")]
    [InlineData("dualstack", ScriptedVpc.Dual, "2001:db8:0:3::10")]
    [InlineData("ipv6", ScriptedVpc.Ipv6Only, "2001:db8:0:6::10")]
    public async Task Each_type_of_addresses_fits_a_subnet_that_has_them(string type, string subnetId, string address)
    {
        await InterfaceEndpoints.CreateAsync(
            lab, Plan(subnetId) with { IpAddressType = type, DnsRecordIpType = type, IpAddresses = [address] });
        Assert.Equal((type, type), (cloud.Change["IpAddressType"], cloud.Change["DnsOptions.DnsRecordIpType"]));
        Assert.Equal(address, cloud.Change["SubnetConfiguration.1.Ipv4"] ?? cloud.Change["SubnetConfiguration.1.Ipv6"]);
    }

    [Theory]
    [InlineData("enableDnsSupport")]
    [InlineData("enableDnsHostnames")]
    public async Task Private_DNS_needs_both_attributes_of_the_VPC(string attribute)
    {
        cloud.Off = attribute;
        await RefusedAsync(Plan(ScriptedVpc.First), ErrorId.PrivateDnsUnavailable, attribute);
        await InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.First) with { PrivateDnsEnabled = false });
        Assert.Equal("false", cloud.Change["PrivateDnsEnabled"]);
    }

    [Theory]
    [InlineData(null, "verified", "has no private DNS name")]
    [InlineData("queue.example.com", "pendingVerification", "not verified")]
    public async Task Private_DNS_is_off_where_the_service_has_no_usable_name(string? name, string state, string says)
    {
        (cloud.PrivateDnsName, cloud.NameState) = (name, state);
        await RefusedAsync(Plan(ScriptedVpc.First) with { PrivateDnsEnabled = true }, ErrorId.PrivateDnsUnavailable, says);
        await InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.First));
        Assert.Equal("false", cloud.Change["PrivateDnsEnabled"]);
    }

    [Fact]
    public async Task Private_DNS_comes_after_acceptance()
    {
        cloud.AcceptanceRequired = "true";
        await RefusedAsync(Plan(ScriptedVpc.First) with { PrivateDnsEnabled = true }, ErrorId.PrivateDnsUnavailable, "requires acceptance");
        await InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.First));
        Assert.Equal("false", cloud.Change["PrivateDnsEnabled"]);
    }

    [Theory]
    [InlineData("com.amazonaws.us-east-1.sqs", "")]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-12345678", "<item><dnsName>sqs.us-east-1.amazonaws.com</dnsName></item>")]
    public Task A_name_that_another_endpoint_answers_for_is_refused(string service, string names)
    {
        cloud.Endpoints = Endpoint(
            "Interface", service, "<privateDnsEnabled>true</privateDnsEnabled>", $"<dnsEntrySet>{names}</dnsEntrySet>");
        return RefusedAsync(Plan(ScriptedVpc.First), ErrorId.PrivateDnsConflict, "vpce-88888888");
    }

    [Theory]
    [InlineData("<privateDnsEnabled>false</privateDnsEnabled>")]
    [InlineData("<privateDnsEnabled>true</privateDnsEnabled><state>deleting</state>")]
    [InlineData("<privateDnsEnabled>true</privateDnsEnabled><tagSet><item><key>Name</key><value>queue</value></item></tagSet>")]
    public async Task One_without_private_DNS_or_on_its_way_out_or_made_by_the_same_command_is_no_conflict(string other)
    {
        cloud.Endpoints = Endpoint("Interface", "com.amazonaws.us-east-1.sqs", other);
        await InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.First));
        Assert.Equal("true", cloud.Change["PrivateDnsEnabled"]);
    }

    [Fact]
    public async Task AWSs_own_refusal_of_a_name_is_the_same_error()
    {
        cloud.Refusal = "private-dns-enabled cannot be set because there is already a conflicting DNS domain for sqs in the VPC";
        var error = await Assert.ThrowsAsync<LabException>(() => InterfaceEndpoints.CreateAsync(lab, Plan(ScriptedVpc.First)));
        Assert.Equal((ErrorId.PrivateDnsConflict, "InvalidParameter"), (error.ErrorId, error.AwsErrorCode));
    }

    [Theory]
    [InlineData(false, null, "false")]
    [InlineData(true, null, "true")]
    [InlineData(true, false, "false")]
    [InlineData(true, true, "true")]
    public async Task The_VPC_goes_on_using_a_gateway_endpoint_that_it_has(bool hasGateway, bool? asked, string sent)
    {
        cloud.Endpoints = hasGateway ? Endpoint("Gateway", "com.amazonaws.us-east-1.s3") : "";
        await InterfaceEndpoints.CreateAsync(
            lab, Plan(ScriptedVpc.First) with { Service = "s3", PrivateDnsOnlyForInboundResolverEndpoint = asked });
        Assert.Equal(sent, cloud.Change["DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint"]);
    }

    private static string Endpoint(string type, string service, params string[] more) => $"""
        <item><vpcEndpointId>vpce-88888888</vpcEndpointId><vpcEndpointType>{type}</vpcEndpointType><serviceName>{service}</serviceName>
        <vpcId>{ScriptedVpc.Id}</vpcId>{string.Concat(more)}</item>
        """;

    private async Task RefusedAsync(InterfaceEndpointPlan plan, string errorId, string says)
    {
        var error = await Assert.ThrowsAsync<LabException>(() => InterfaceEndpoints.CreateAsync(lab, plan));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.NextStep);
        Assert.Empty(cloud.Changes);
    }
}
