using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

using State = Amazon.EC2.State;

public sealed class InterfaceEndpointTests : IAsyncLifetime
{
    private const string Ssm = "com.amazonaws.us-east-1.ssm";
    private const string S3 = "com.amazonaws.us-east-1.s3";

    private readonly FakeTime time = new();
    private readonly AmazonEC2Client ec2;
    private string vpc = "";
    private string subnetA = "";
    private string subnetB = "";

    public InterfaceEndpointTests() => ec2 = new Cloud(new() { Lifecycle = Lifecycle.Realistic, Time = time }).Ec2Client();

    public async ValueTask InitializeAsync()
    {
        (vpc, subnetA) = await NewVpcAsync();
        subnetB = await SubnetAsync(vpc, "10.0.2.0/24", "us-east-1b");
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_interface_in_each_subnet_has_an_address_of_it_and_the_default_group()
    {
        var created = await CreateAsync(Ssm, subnetA, subnetB);
        Assert.Equal((State.Pending, "Interface", "us-east-1"), (created.State, created.VpcEndpointType.Value, created.ServiceRegion));
        Assert.Equal([subnetA, subnetB], created.SubnetIds);
        Assert.Equal("default", Assert.Single(created.Groups).GroupName);
        var interfaces = await InterfacesAsync();
        Assert.Equal(created.NetworkInterfaceIds.Order(), interfaces.Select(one => one.NetworkInterfaceId).Order());
        Assert.All(interfaces, one =>
        {
            Assert.StartsWith(one.SubnetId == subnetA ? "10.0.1." : "10.0.2.", one.PrivateIpAddress, StringComparison.Ordinal);
            Assert.Equal(("vpc_endpoint", true), (one.InterfaceType.Value, one.RequesterManaged));
            Assert.Equal($"VPC Endpoint Interface {created.VpcEndpointId}", one.Description);
            Assert.Equal(NetworkInterfaceStatus.InUse, one.Status);
            Assert.Equal(created.Groups[0].GroupId, Assert.Single(one.Groups).GroupId);
        });
        time.Advance(TimeSpan.FromSeconds(75));
        Assert.Equal(State.Available, (await OnlyAsync(created.VpcEndpointId)).State);
    }

    [Fact]
    public async Task Names_are_the_endpoints_own_per_zone_and_the_services()
    {
        var id = (await CreateAsync(Ssm, subnetA, subnetB)).VpcEndpointId;
        var pending = (await OnlyAsync(id)).DnsEntries;
        Assert.Matches($"^{id}-[a-z0-9]{{8}}\\.ssm\\.us-east-1\\.vpce\\.amazonaws\\.com$", pending[0].DnsName);
        Assert.Matches($"^{id}-[a-z0-9]{{8}}-us-east-1a\\.ssm\\.us-east-1\\.vpce\\.amazonaws\\.com$", pending[1].DnsName);
        Assert.Matches($"^{id}-[a-z0-9]{{8}}-us-east-1b\\.", pending[2].DnsName);
        Assert.Equal(("ssm.us-east-1.amazonaws.com", "ZONEIDPENDING"), (pending[3].DnsName, pending[3].HostedZoneId));
        Assert.Equal(4, pending.Count);
        time.Advance(TimeSpan.FromSeconds(75));
        var entries = (await OnlyAsync(id)).DnsEntries;
        Assert.All(entries, entry => Assert.Matches("^Z[0-9A-F]{13}$", entry.HostedZoneId));
        Assert.Equal(pending.Select(entry => entry.DnsName), entries.Select(entry => entry.DnsName));
        Assert.Equal(2, entries.Select(entry => entry.HostedZoneId).Distinct().Count());
    }

    [Fact]
    public async Task S3s_names_start_with_a_wildcard_and_its_private_ones_are_those_of_buckets_too()
    {
        await ec2.CreateVpcEndpointAsync(new() { VpcId = vpc, ServiceName = S3 }, Cancel);
        var created = (await ec2.CreateVpcEndpointAsync(
            Request(S3, subnetA, request => request.PrivateDnsEnabled = true), Cancel)).VpcEndpoint;
        Assert.StartsWith($"*.{created.VpcEndpointId}-", created.DnsEntries[0].DnsName, StringComparison.Ordinal);
        Assert.EndsWith("-us-east-1a.s3.us-east-1.vpce.amazonaws.com", created.DnsEntries[1].DnsName, StringComparison.Ordinal);
        Assert.Contains("*.s3.us-east-1.amazonaws.com", created.DnsEntries.Select(entry => entry.DnsName));
        Assert.True(created.DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint);
    }

    [Fact]
    public async Task S3_for_inbound_resolvers_only_needs_a_gateway_endpoint()
    {
        Assert.False((await CreateAsync(S3, subnetA)).PrivateDnsEnabled);
        Assert.Equal(
            $"To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC {vpc} must have a Gateway endpoint for the service.",
            await Refused("InvalidParameter", ec2.CreateVpcEndpointAsync(
                Request(S3, subnetA, request => request.PrivateDnsEnabled = true), Cancel)));
        await ec2.CreateVpcEndpointAsync(
            Request(S3, subnetA, request =>
            {
                request.PrivateDnsEnabled = true;
                request.DnsOptions = new() { PrivateDnsOnlyForInboundResolverEndpoint = false };
            }),
            Cancel);
    }

    [Fact]
    public async Task Only_one_endpoint_of_a_vpc_has_the_services_own_name()
    {
        var first = await CreateAsync(Ssm, subnetA);
        Assert.Equal(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
                + $"ssm.us-east-1.amazonaws.com in the VPC {vpc}",
            await Refused("InvalidParameter", CreateAsync(Ssm, subnetB)));
        var second = (await ec2.CreateVpcEndpointAsync(Request(Ssm, subnetB, Public), Cancel)).VpcEndpoint.VpcEndpointId;
        await Refused("InvalidParameter", ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = second, PrivateDnsEnabled = true }, Cancel));
        await ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [first.VpcEndpointId] }, Cancel);
        await ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = second, PrivateDnsEnabled = true }, Cancel);
        Assert.True((await OnlyAsync(second)).PrivateDnsEnabled);
    }

    [Fact]
    public async Task The_services_own_name_needs_both_dns_attributes_of_the_vpc()
    {
        await ec2.ModifyVpcAttributeAsync(new() { VpcId = vpc, EnableDnsHostnames = false }, Cancel);
        Assert.Equal(
            $"Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {vpc}",
            await Refused("InvalidParameter", CreateAsync(Ssm, subnetA)));
        await ec2.CreateVpcEndpointAsync(Request(Ssm, subnetA, Public), Cancel);
        Assert.Equal(
            "Private DNS can't be enabled because the service com.amazonaws.us-east-1.dynamodb does not provide a private DNS name.",
            await Refused("InvalidParameter", ec2.CreateVpcEndpointAsync(
                Request("com.amazonaws.us-east-1.dynamodb", subnetA, request => request.PrivateDnsEnabled = true), Cancel)));
    }

    [Fact]
    public async Task Interfaces_outlive_the_endpoint_and_keep_their_subnet_and_group()
    {
        var group = (await ec2.CreateSecurityGroupAsync(
            new() { VpcId = vpc, GroupName = "endpoint", Description = "endpoint" }, Cancel)).GroupId;
        var created = (await ec2.CreateVpcEndpointAsync(
            Request(Ssm, subnetA, request => request.SecurityGroupIds = [group]), Cancel)).VpcEndpoint;
        var networkInterface = Assert.Single(created.NetworkInterfaceIds);
        Assert.Empty((await ec2.DeleteVpcEndpointsAsync(
            new() { VpcEndpointIds = [created.VpcEndpointId] }, Cancel)).Unsuccessful ?? []);
        await Refused("DependencyViolation", ec2.DeleteSubnetAsync(new(subnetA), Cancel));
        await Refused("DependencyViolation", ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel));
        await Refused("InvalidParameterValue", ec2.DeleteNetworkInterfaceAsync(
            new() { NetworkInterfaceId = networkInterface }, Cancel));
        time.Advance(TimeSpan.FromSeconds(65));
        await Refused("InvalidVpcEndpointId.NotFound", OnlyAsync(created.VpcEndpointId));
        await ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel);
        await ec2.DeleteSubnetAsync(new(subnetA), Cancel);
        await ec2.DeleteSubnetAsync(new(subnetB), Cancel);
        await ec2.DeleteVpcAsync(new(vpc), Cancel);
    }

    [Fact]
    public async Task The_account_cant_change_an_endpoints_interface()
    {
        var networkInterface = (await CreateAsync(Ssm, subnetA)).NetworkInterfaceIds.Single();
        await Refused("OperationNotPermitted", ec2.ModifyNetworkInterfaceAttributeAsync(
            new() { NetworkInterfaceId = networkInterface, Description = "mine" }, Cancel));
    }

    [Fact]
    public async Task A_modification_moves_interfaces_and_groups_and_passes_through_pending()
    {
        var id = (await CreateAsync(Ssm, subnetA)).VpcEndpointId;
        time.Advance(TimeSpan.FromSeconds(75));
        var group = (await ec2.CreateSecurityGroupAsync(
            new() { VpcId = vpc, GroupName = "endpoint", Description = "endpoint" }, Cancel)).GroupId;
        var defaultGroup = (await OnlyAsync(id)).Groups.Single().GroupId;
        await ec2.ModifyVpcEndpointAsync(
            new()
            {
                VpcEndpointId = id,
                AddSubnetIds = [subnetB],
                RemoveSubnetIds = [subnetA],
                AddSecurityGroupIds = [group],
                RemoveSecurityGroupIds = [defaultGroup],
            },
            Cancel);
        var modified = await OnlyAsync(id);
        Assert.Equal(State.Pending, modified.State);
        Assert.Equal([subnetB], modified.SubnetIds);
        var now = (await InterfacesAsync()).Single(one => one.NetworkInterfaceId == modified.NetworkInterfaceIds.Single());
        Assert.Equal((subnetB, group), (now.SubnetId, now.Groups.Single().GroupId));
        await Refused("DependencyViolation", ec2.DeleteSubnetAsync(new(subnetA), Cancel));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(State.Available, (await OnlyAsync(id)).State);
        await ec2.DeleteSubnetAsync(new(subnetA), Cancel);
        await Refused("InvalidParameter", ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = id, RemoveSecurityGroupIds = [group] }, Cancel));
    }

    [Fact]
    public async Task A_subnet_configuration_fixes_the_address_and_a_later_one_replaces_the_interface()
    {
        var created = (await ec2.CreateVpcEndpointAsync(
            Request(Ssm, subnetA, request => request.SubnetConfigurations = [new() { SubnetId = subnetA, Ipv4 = "10.0.1.77" }]),
            Cancel)).VpcEndpoint;
        Assert.Equal("10.0.1.77", (await InterfacesAsync()).Single().PrivateIpAddress);
        await Refused("InvalidParameterValue", MoveAsync("10.0.2.8"));
        await MoveAsync("10.0.1.78");
        var id = (await OnlyAsync(created.VpcEndpointId)).NetworkInterfaceIds.Single();
        Assert.NotEqual(created.NetworkInterfaceIds.Single(), id);
        Assert.Equal("10.0.1.78", (await InterfacesAsync()).Single(one => one.NetworkInterfaceId == id).PrivateIpAddress);

        Task MoveAsync(string address) => ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = created.VpcEndpointId, SubnetConfigurations = [new() { SubnetId = subnetA, Ipv4 = address }] }, Cancel);
    }

    [Fact]
    public async Task Addresses_are_of_the_families_asked_for_and_follow_a_change()
    {
        await Refused("InvalidParameter", ec2.CreateVpcEndpointAsync(Request(Ssm, subnetA, DualStack), Cancel));
        var association = await ec2.AssociateVpcCidrBlockAsync(new() { VpcId = vpc, AmazonProvidedIpv6CidrBlock = true }, Cancel);
        var block = association.Ipv6CidrBlockAssociation.Ipv6CidrBlock.Replace("/56", "/64", StringComparison.Ordinal);
        await ec2.AssociateSubnetCidrBlockAsync(new() { SubnetId = subnetA, Ipv6CidrBlock = block }, Cancel);
        var created = (await ec2.CreateVpcEndpointAsync(Request(Ssm, subnetA, DualStack), Cancel)).VpcEndpoint;
        Assert.Equal(("dualstack", "dualstack"), (created.IpAddressType.Value, created.DnsOptions.DnsRecordIpType.Value));
        var both = await InterfaceAsync(created);
        Assert.StartsWith("10.0.1.", both.PrivateIpAddress, StringComparison.Ordinal);
        Assert.True(System.Net.IPNetwork.Parse(block).Contains(System.Net.IPAddress.Parse(both.Ipv6Addresses.Single().Ipv6Address)));
        Assert.True(both.DenyAllIgwTraffic);

        await ModifyAsync("ipv4");
        var only4 = await InterfaceAsync(await OnlyAsync(created.VpcEndpointId));
        Assert.Equal((both.NetworkInterfaceId, null), (only4.NetworkInterfaceId, only4.Ipv6Addresses));
        await ModifyAsync("ipv6");
        var ipv6 = await OnlyAsync(created.VpcEndpointId);
        Assert.Equal("ipv6", ipv6.DnsOptions.DnsRecordIpType.Value);
        var only6 = await InterfaceAsync(ipv6);
        Assert.NotEqual(both.NetworkInterfaceId, only6.NetworkInterfaceId);
        Assert.Equal((null, 1), (only6.PrivateIpAddress, only6.Ipv6Addresses.Count));
        await Refused("InvalidParameter", ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = created.VpcEndpointId, AddSubnetIds = [subnetB] }, Cancel));

        Task ModifyAsync(string type) =>
            ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = created.VpcEndpointId, IpAddressType = type }, Cancel);

        static void DualStack(CreateVpcEndpointRequest request) => request.IpAddressType = "dualstack";
    }

    [Fact]
    public async Task A_service_of_another_region_is_named_with_its_region()
    {
        const string Kms = "com.amazonaws.eu-west-1.kms";
        await Refused("InvalidServiceName", CreateAsync(Kms, subnetA));
        var created = (await ec2.CreateVpcEndpointAsync(
            Request(Kms, subnetA, request => request.ServiceRegion = "eu-west-1"), Cancel)).VpcEndpoint;
        Assert.Equal(("eu-west-1", Kms), (created.ServiceRegion, created.ServiceName));
        Assert.Contains("kms.eu-west-1.amazonaws.com", created.DnsEntries.Select(entry => entry.DnsName));
        var found = await ec2.DescribeVpcEndpointServicesAsync(new() { ServiceRegions = ["eu-west-1"], ServiceNames = [Kms] }, Cancel);
        Assert.Equal("eu-west-1", found.ServiceDetails.Single().ServiceRegion);
        await Refused("InvalidServiceName", ec2.CreateVpcEndpointAsync(
            Request("com.amazonaws.eu-west-1.ssm", subnetA, request => request.ServiceRegion = "eu-west-1"), Cancel));
    }

    [Fact]
    public async Task An_interface_has_at_most_five_groups()
    {
        List<string> groups = [];
        for (var index = 0; index < 6; index++)
        {
            groups.Add((await ec2.CreateSecurityGroupAsync(
                new() { VpcId = vpc, GroupName = $"group {index}", Description = "one of many" }, Cancel)).GroupId);
        }
        await Refused("SecurityGroupsPerInterfaceLimitExceeded", ec2.CreateVpcEndpointAsync(
            Request(Ssm, subnetA, request => request.SecurityGroupIds = groups), Cancel));
        var id = (await ec2.CreateVpcEndpointAsync(
            Request(Ssm, subnetA, request => request.SecurityGroupIds = groups[..5]), Cancel)).VpcEndpoint.VpcEndpointId;
        await Refused("SecurityGroupsPerInterfaceLimitExceeded", ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = id, AddSecurityGroupIds = [groups[5]] }, Cancel));
    }

    public static TheoryData<string, Action<CreateVpcEndpointRequest>> Refusals => new()
    {
        { "InvalidParameter", request => request.RouteTableIds = ["rtb-0123456789abcdef0"] },
        { "InvalidSubnetId.NotFound", request => request.SubnetIds = ["subnet-0123456789abcdef0"] },
        { "InvalidSubnetId.Malformed", request => request.SubnetIds = ["module.vpc.subnets"] },
        { "InvalidSecurityGroupId.NotFound", request => request.SecurityGroupIds = ["sg-0123456789abcdef0"] },
        { "InvalidPolicyDocument", request => request.PolicyDocument = "{}" },
        { "InvalidParameterValue", request => request.DnsOptions = new() { DnsRecordIpType = "ipx" } },
        { "InvalidParameter", request => request.DnsOptions = new() { DnsRecordIpType = "dualstack" } },
        { "InvalidParameter", request => request.DnsOptions = new() { PrivateDnsOnlyForInboundResolverEndpoint = true } },
        { "InvalidServiceName", request => request.ServiceRegion = "nowhere-1" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_endpoint_that_cant_be_is_refused_and_leaves_no_interface(string code, Action<CreateVpcEndpointRequest> spoil)
    {
        await Refused(code, ec2.CreateVpcEndpointAsync(Request(Ssm, subnetA, spoil), Cancel));
        Assert.Empty(await InterfacesAsync());
    }

    [Fact]
    public async Task A_zone_has_one_subnet_of_an_endpoint_and_offers_the_service()
    {
        var twin = await SubnetAsync(vpc, "10.0.3.0/24", "us-east-1a");
        Assert.Equal(
            $"Found another VPC endpoint subnet in the availability zone of {twin}. "
                + "VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.",
            await Refused("DuplicateSubnetsInSameZone", CreateAsync(Ssm, subnetA, twin)));
        var id = (await CreateAsync(Ssm, subnetA)).VpcEndpointId;
        await Refused(
            "DuplicateSubnetsInSameZone", ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, AddSubnetIds = [twin] }, Cancel));

        const string Email = "com.amazonaws.us-east-1.email-smtp";
        var zones = (await ec2.DescribeVpcEndpointServicesAsync(new() { ServiceNames = [Email] }, Cancel)).ServiceDetails.Single();
        Assert.DoesNotContain("us-east-1c", zones.AvailabilityZones);
        var elsewhere = await SubnetAsync(vpc, "10.0.4.0/24", "us-east-1c");
        Assert.Equal(
            $"The VPC endpoint service {Email} does not support the availability zone of the subnet: {elsewhere}.",
            await Refused("InvalidParameter", CreateAsync(Email, elsewhere)));
    }

    [Fact]
    public async Task Subnets_and_groups_of_another_vpc_are_refused()
    {
        var (other, foreign) = await NewVpcAsync();
        await Refused("InvalidParameter", CreateAsync(Ssm, foreign));
        var group = (await ec2.DescribeSecurityGroupsAsync(
            new() { Filters = [By("vpc-id", other)] }, Cancel)).SecurityGroups.Single().GroupId;
        await Refused("InvalidParameter", ec2.CreateVpcEndpointAsync(
            Request(Ssm, subnetA, request => request.SecurityGroupIds = [group]), Cancel));
    }

    [Fact]
    public async Task A_policy_is_the_default_until_set_and_none_where_the_service_takes_none()
    {
        const string Everything = """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""";
        const string Own = """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"ssm:*","Resource":"*"}]}""";
        var created = await CreateAsync(Ssm, subnetA);
        Assert.Equal(Everything, created.PolicyDocument);
        await ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = created.VpcEndpointId, PolicyDocument = Own }, Cancel);
        Assert.Equal(Own, (await OnlyAsync(created.VpcEndpointId)).PolicyDocument);
        await ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = created.VpcEndpointId, ResetPolicy = true }, Cancel);
        Assert.Equal(Everything, (await OnlyAsync(created.VpcEndpointId)).PolicyDocument);

        const string Email = "com.amazonaws.us-east-1.email-smtp";
        Assert.Null((await CreateAsync(Email, subnetA)).PolicyDocument);
        await Refused("InvalidParameter", ec2.CreateVpcEndpointAsync(
            Request(Email, subnetB, request => (request.PolicyDocument, request.PrivateDnsEnabled) = (Own, false)), Cancel));
    }

    [Fact]
    public async Task A_vpc_has_at_most_fifty()
    {
        for (var index = 0; index < 50; index++)
            await ec2.CreateVpcEndpointAsync(Request(Ssm, subnetA, Public), Cancel);
        await Refused("VpcEndpointLimitExceeded", ec2.CreateVpcEndpointAsync(Request(Ssm, subnetA, Public), Cancel));
    }

    [Fact]
    public async Task Endpoints_are_found_by_what_they_are()
    {
        var ssm = await CreateAsync(Ssm, subnetA);
        await ec2.CreateTagsAsync(new() { Resources = [ssm.VpcEndpointId], Tags = [new("Team", "A")] }, Cancel);
        var gateway = (await ec2.CreateVpcEndpointAsync(new() { VpcId = vpc, ServiceName = S3 }, Cancel)).VpcEndpoint.VpcEndpointId;
        Assert.Equal(ssm.VpcEndpointId, await Found(By("vpc-endpoint-type", "Interface")));
        Assert.Equal(ssm.VpcEndpointId, await Found(By("vpc-endpoint-state", "pending")));
        Assert.Equal(ssm.VpcEndpointId, await Found(By("tag:Team", "A")));
        Assert.Equal(ssm.VpcEndpointId, await Found(By("tag-key", "Team")));
        Assert.Equal(gateway, await Found(By("service-name", "*.s3")));
        Assert.Equal($"{ssm.VpcEndpointId} {gateway}", await Found(By("vpc-id", vpc), By("service-region", "us-east-1")));
        await Refused("InvalidParameterValue", Found(By("subnet-id", subnetA)));

        async Task<string> Found(params Filter[] filters) => string.Join(' ', (await ec2.DescribeVpcEndpointsAsync(
            new() { Filters = [.. filters] }, Cancel)).VpcEndpoints?.Select(endpoint => endpoint.VpcEndpointId) ?? []);
    }

    private static void Public(CreateVpcEndpointRequest request) => request.PrivateDnsEnabled = false;

    private CreateVpcEndpointRequest Request(string service, string subnet, Action<CreateVpcEndpointRequest> spoil)
    {
        CreateVpcEndpointRequest request =
            new() { VpcId = vpc, ServiceName = service, VpcEndpointType = "Interface", SubnetIds = [subnet] };
        spoil(request);
        return request;
    }

    private async Task<VpcEndpoint> CreateAsync(string service, params string[] subnets) => (await ec2.CreateVpcEndpointAsync(
        new() { VpcId = vpc, ServiceName = service, VpcEndpointType = "Interface", SubnetIds = [.. subnets] }, Cancel)).VpcEndpoint;

    private async Task<VpcEndpoint> OnlyAsync(string id) =>
        (await ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();

    private async Task<NetworkInterface> InterfaceAsync(VpcEndpoint endpoint) =>
        (await InterfacesAsync()).Single(one => one.NetworkInterfaceId == endpoint.NetworkInterfaceIds.Single());

    private async Task<List<NetworkInterface>> InterfacesAsync() =>
        (await ec2.DescribeNetworkInterfacesAsync(new() { Filters = [By("vpc-id", vpc)] }, Cancel)).NetworkInterfaces ?? [];

    private async Task<(string Vpc, string Subnet)> NewVpcAsync()
    {
        var id = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        await ec2.ModifyVpcAttributeAsync(new() { VpcId = id, EnableDnsHostnames = true }, Cancel);
        return (id, await SubnetAsync(id, "10.0.1.0/24", "us-east-1a"));
    }

    private async Task<string> SubnetAsync(string id, string block, string zone) =>
        (await ec2.CreateSubnetAsync(new() { VpcId = id, CidrBlock = block, AvailabilityZone = zone }, Cancel)).Subnet.SubnetId;
}
