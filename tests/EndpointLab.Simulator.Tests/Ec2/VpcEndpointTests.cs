using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

using State = Amazon.EC2.State;

public sealed class VpcEndpointTests : IDisposable
{
    private const string S3 = "com.amazonaws.us-east-1.s3";
    private const string S3List = "pl-63a5400a";
    private const string Policy = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""";

    private readonly FakeTime time = new();
    private readonly AmazonEC2Client ec2;

    public VpcEndpointTests() => ec2 = new Cloud(new() { Lifecycle = Lifecycle.Realistic, Time = time }).Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task A_gateway_endpoint_is_available_at_once_and_routes_its_prefix_list()
    {
        var (vpc, table) = await NewTableAsync();
        var created = await CreateAsync(vpc, table);
        Assert.Equal((State.Available, S3), (created.State, created.ServiceName));
        Assert.Equal(
            """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
            created.PolicyDocument);
        Assert.Equal([table], created.RouteTableIds);
        Assert.Equal("us-east-1", created.ServiceRegion);
        var route = await RouteAsync(table);
        Assert.Equal((created.VpcEndpointId, RouteState.Active), (route?.GatewayId, route?.State));
    }

    [Fact]
    public async Task A_table_has_one_endpoint_for_a_service_and_a_refused_one_leaves_nothing()
    {
        var (vpc, table) = await NewTableAsync();
        var other = await AnotherTableAsync(vpc);
        await CreateAsync(vpc, table);
        var message = await Refused("RouteAlreadyExists", CreateAsync(vpc, other, table));
        Assert.Equal($"route table {table} already has a route with destination-prefix-list-id {S3List}", message);
        Assert.Null(await RouteAsync(other));
        Assert.Single((await ec2.DescribeVpcEndpointsAsync(new(), Cancel)).VpcEndpoints);
        await CreateAsync(vpc, other);
    }

    [Fact]
    public async Task Directory_buckets_have_gateways_of_their_own_beside_those_of_S3()
    {
        var (vpc, table) = await NewTableAsync();
        await CreateAsync(vpc, table);
        var id = (await ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3express", RouteTableIds = [table] },
            Cancel)).VpcEndpoint.VpcEndpointId;
        var routes = (await ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table] }, Cancel)).RouteTables.Single().Routes;
        var list = routes.Single(route => route.GatewayId == id).DestinationPrefixListId;
        Assert.Equal(
            "com.amazonaws.us-east-1.s3express",
            (await ec2.DescribePrefixListsAsync(new() { PrefixListIds = [list] }, Cancel)).PrefixLists.Single().PrefixListName);
    }

    [Fact]
    public async Task A_table_is_deleted_with_the_routes_that_endpoints_have_in_it()
    {
        var (vpc, table) = await NewTableAsync();
        var other = await AnotherTableAsync(vpc);
        var id = (await CreateAsync(vpc, table, other)).VpcEndpointId;
        await ec2.DeleteRouteTableAsync(new() { RouteTableId = table }, Cancel);
        Assert.Equal([other], (await OnlyAsync(id)).RouteTableIds);
        await Refused("InvalidRouteTableId.NotFound", ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = id, RemoveRouteTableIds = [table] }, Cancel));
    }

    [Fact]
    public async Task Routes_follow_what_a_modification_adds_and_removes()
    {
        var (vpc, table) = await NewTableAsync();
        var other = await AnotherTableAsync(vpc);
        var id = (await CreateAsync(vpc, table)).VpcEndpointId;
        await ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, AddRouteTableIds = [other], RemoveRouteTableIds = [table] }, Cancel);
        Assert.Null(await RouteAsync(table));
        Assert.Equal(id, (await RouteAsync(other))?.GatewayId);
        Assert.Equal([other], (await OnlyAsync(id)).RouteTableIds);

        await CreateAsync(vpc, table);
        await Refused("RouteAlreadyExists", ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = id, AddRouteTableIds = [table], PolicyDocument = Policy }, Cancel));
        Assert.NotEqual(Policy, (await OnlyAsync(id)).PolicyDocument);
    }

    [Fact]
    public async Task DNS_records_are_of_a_type_that_there_is()
    {
        var (vpc, _) = await NewTableAsync();
        await Refused("InvalidParameterValue", ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = S3, DnsOptions = new() { DnsRecordIpType = "none" } }, Cancel));
    }

    [Fact]
    public async Task A_policy_is_kept_as_sent_until_it_is_reset()
    {
        var (vpc, table) = await NewTableAsync();
        var created = await CreateAsync(vpc, table);
        await ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = created.VpcEndpointId, PolicyDocument = Policy }, Cancel);
        Assert.Equal(Policy, (await OnlyAsync(created.VpcEndpointId)).PolicyDocument);
        await ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = created.VpcEndpointId, ResetPolicy = true }, Cancel);
        Assert.Equal(created.PolicyDocument, (await OnlyAsync(created.VpcEndpointId)).PolicyDocument);
    }

    [Fact]
    public async Task A_deleted_endpoint_loses_its_routes_at_once_and_is_forgotten_in_the_end()
    {
        var (vpc, table) = await NewTableAsync();
        var id = (await CreateAsync(vpc, table)).VpcEndpointId;
        await Refused("DependencyViolation", ec2.DeleteVpcAsync(new(vpc), Cancel));

        const string Unknown = "vpce-0123456789abcdef0";
        var unsuccessful = Assert.Single((await ec2.DeleteVpcEndpointsAsync(
            new() { VpcEndpointIds = [id, Unknown] }, Cancel)).Unsuccessful);
        Assert.Equal((Unknown, "InvalidVpcEndpoint.NotFound"), (unsuccessful.ResourceId, unsuccessful.Error.Code));
        Assert.Null(await RouteAsync(table));
        Assert.Equal(State.Deleting, (await OnlyAsync(id)).State);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(State.Deleted, (await OnlyAsync(id)).State);
        await Refused("InvalidVpcEndpointId.NotFound", ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = id, ResetPolicy = true }, Cancel));
        time.Advance(TimeSpan.FromMinutes(1));
        await Refused("InvalidVpcEndpointId.NotFound", OnlyAsync(id));
    }

    [Fact]
    public async Task A_client_token_creates_once_and_a_dry_run_never()
    {
        var (vpc, table) = await NewTableAsync();
        CreateVpcEndpointRequest request = new() { VpcId = vpc, ServiceName = S3, RouteTableIds = [table], ClientToken = "once" };
        await Refused("DryRunOperation", ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = S3, RouteTableIds = [table], DryRun = true }, Cancel));
        var first = await ec2.CreateVpcEndpointAsync(request, Cancel);
        var second = await ec2.CreateVpcEndpointAsync(request, Cancel);
        Assert.Equal(first.VpcEndpoint.VpcEndpointId, second.VpcEndpoint.VpcEndpointId);
        request.RouteTableIds = [];
        await Refused("IdempotentParameterMismatch", ec2.CreateVpcEndpointAsync(request, Cancel));
    }

    public static TheoryData<string, Action<CreateVpcEndpointRequest>> Refusals => new()
    {
        { "InvalidVpcId.NotFound", request => request.VpcId = "vpc-0123456789abcdef0" },
        { "InvalidServiceName", request => request.ServiceName = "com.amazonaws.us-east-1.nothing" },
        { "InvalidServiceName", request => request.ServiceName = "com.amazonaws.eu-west-1.s3" },
        { "InvalidParameter", request => request.ServiceName = "com.amazonaws.us-east-1.ssm" },
        { "InvalidVpcEndpointType", request => request.VpcEndpointType = "Tunnel" },
        { "InvalidParameter", request => request.VpcEndpointType = "GatewayLoadBalancer" },
        { "InvalidRouteTableId.NotFound", request => request.RouteTableIds = ["rtb-0123456789abcdef0"] },
        { "InvalidParameter", request => request.SubnetIds = ["subnet-0123456789abcdef0"] },
        { "InvalidParameter", request => request.PrivateDnsEnabled = true },
        { "InvalidParameter", request => (request.ServiceName, request.IpAddressType) = ("com.amazonaws.us-east-1.dynamodb", "dualstack") },
        { "InvalidPolicyDocument", request => request.PolicyDocument = "{" },
        { "InvalidPolicyDocument", request => request.PolicyDocument = Policy.Replace("Allow", "Perhaps") },
        { "InvalidPolicyDocument", request => request.PolicyDocument = Policy + new string(' ', 20_480) },
        { "InvalidParameterValue", request => request.TagSpecifications = [Tagged("vpc", "Name", "wrong kind")] },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_endpoint_that_cant_be_is_refused_and_leaves_no_route(string code, Action<CreateVpcEndpointRequest> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        var (vpc, table) = await NewTableAsync();
        CreateVpcEndpointRequest request = new() { VpcId = vpc, ServiceName = S3, RouteTableIds = [table] };
        spoil(request);
        await Refused(code, ec2.CreateVpcEndpointAsync(request, Cancel));
        Assert.Null(await RouteAsync(table));
    }

    [Fact]
    public async Task A_table_of_another_vpc_cant_be_associated()
    {
        var (vpc, _) = await NewTableAsync();
        var (_, foreign) = await NewTableAsync();
        await Refused("InvalidParameter", CreateAsync(vpc, foreign));
    }

    [Fact]
    public async Task Services_are_found_by_name_type_and_page()
    {
        var gateways = await ec2.DescribeVpcEndpointServicesAsync(new() { Filters = [By("service-type", "Gateway")] }, Cancel);
        Assert.Equal(
            ["com.amazonaws.us-east-1.dynamodb", S3, "com.amazonaws.us-east-1.s3express"],
            gateways.ServiceDetails.Select(service => service.ServiceName));
        var both = await ec2.DescribeVpcEndpointServicesAsync(new() { ServiceNames = [S3] }, Cancel);
        Assert.Equal([S3], both.ServiceNames);
        Assert.Equal(
            ["Gateway", "Interface"],
            both.ServiceDetails.Select(service => service.ServiceType.Single().ServiceType.Value).Order());
        await Refused("InvalidServiceName", ec2.DescribeVpcEndpointServicesAsync(new() { ServiceNames = ["s3"] }, Cancel));

        List<string> paged = [];
        DescribeVpcEndpointServicesRequest request = new() { MaxResults = 7 };
        do
        {
            var page = await ec2.DescribeVpcEndpointServicesAsync(request, Cancel);
            paged.AddRange(page.ServiceDetails.Select(service => $"{service.ServiceName} {service.ServiceType.Single().ServiceType}"));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        var all = (await ec2.DescribeVpcEndpointServicesAsync(new(), Cancel)).ServiceDetails;
        Assert.Equal(all.Count, paged.Distinct().Count());
    }

    private async Task<(string Vpc, string Table)> NewTableAsync()
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        return (vpc, await AnotherTableAsync(vpc));
    }

    private async Task<string> AnotherTableAsync(string vpc) =>
        (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;

    private async Task<VpcEndpoint> CreateAsync(string vpc, params string[] tables) => (await ec2.CreateVpcEndpointAsync(
        new() { VpcId = vpc, ServiceName = S3, RouteTableIds = [.. tables] }, Cancel)).VpcEndpoint;

    private async Task<VpcEndpoint> OnlyAsync(string id) =>
        (await ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();

    private async Task<Route?> RouteAsync(string table) =>
        (await ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table] }, Cancel)).RouteTables.Single()
            .Routes.SingleOrDefault(route => route.DestinationPrefixListId == S3List);
}
