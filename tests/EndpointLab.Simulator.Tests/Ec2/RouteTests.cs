using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class RouteTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";
    private string subnet = "";
    private string gateway = "";
    private string table = "";

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24"), Cancel)).Subnet.SubnetId;
        gateway = (await ec2.CreateInternetGatewayAsync(new(), Cancel)).InternetGateway.InternetGatewayId;
        table = (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_gateway_is_attached_to_one_vpc_which_has_one_gateway()
    {
        await Attach();
        await Refused("Resource.AlreadyAssociated", Attach());
        var second = (await ec2.CreateInternetGatewayAsync(new(), Cancel)).InternetGateway.InternetGatewayId;
        await Refused("InvalidParameterValue", ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = second, VpcId = vpc }, Cancel));
        await Refused("Gateway.NotAttached", ec2.DetachInternetGatewayAsync(new() { InternetGatewayId = second, VpcId = vpc }, Cancel));
        await Refused("DependencyViolation", ec2.DeleteInternetGatewayAsync(new() { InternetGatewayId = gateway }, Cancel));
    }

    [Fact]
    public async Task A_route_leads_to_an_attached_gateway_and_into_nothing_once_it_is_detached()
    {
        Assert.Contains(
            "belong to different networks",
            await Refused("InvalidParameterValue", AddDefaultRoute()),
            StringComparison.Ordinal);
        await Attach();
        await AddDefaultRoute();
        Assert.Equal(RouteState.Active, (await Routes())["0.0.0.0/0"].State);
        await ec2.DetachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = vpc }, Cancel);
        Assert.Equal(RouteState.Blackhole, (await Routes())["0.0.0.0/0"].State);
    }

    [Fact]
    public async Task A_destination_has_one_route()
    {
        await Attach();
        await AddDefaultRoute();
        Assert.Equal("The route identified by 0.0.0.0/0 already exists", await Refused("RouteAlreadyExists", AddDefaultRoute()));
        await ec2.DeleteRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0" }, Cancel);
        await Refused("InvalidRoute.NotFound", ec2.DeleteRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0" }, Cancel));
        await Refused("InvalidParameterValue", ec2.ReplaceRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway }, Cancel));
    }

    [Fact]
    public async Task The_local_route_stays_and_nothing_within_the_vpc_leaves_by_a_gateway()
    {
        await Attach();
        await Refused("InvalidParameterValue", ec2.DeleteRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "10.0.0.0/16" }, Cancel));
        await Refused("RouteAlreadyExists", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "10.0.0.0/16", GatewayId = gateway }, Cancel));
        await Refused("InvalidParameterValue", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "10.0.1.0/24", GatewayId = gateway }, Cancel));
        Assert.Equal(["10.0.0.0/16"], (await Routes()).Keys);
    }

    [Fact]
    public async Task A_route_has_one_destination_and_one_target()
    {
        await Refused("InvalidParameterCombination", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0" }, Cancel));
        await Refused("MissingParameter", ec2.CreateRouteAsync(new() { RouteTableId = table, GatewayId = gateway }, Cancel));
        await Refused("InvalidGatewayID.NotFound", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", GatewayId = "igw-0123456789abcdef0" }, Cancel));
        await Refused("InvalidTransitGatewayID.NotFound", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", TransitGatewayId = "tgw-0123456789abcdef0" }, Cancel));
    }

    [Fact]
    public async Task A_subnet_is_associated_with_one_table()
    {
        await Associate();
        await Refused("Resource.AlreadyAssociated", Associate());
        await Refused("DependencyViolation", ec2.DeleteRouteTableAsync(new() { RouteTableId = table }, Cancel));
    }

    [Fact]
    public async Task Replacing_the_main_association_makes_another_table_the_main_one()
    {
        var main = (await Tables(By("association.main", "true"), By("vpc-id", vpc))).Single();
        var association = main.Associations.Single().RouteTableAssociationId;
        await Refused("InvalidParameterValue", ec2.DisassociateRouteTableAsync(new() { AssociationId = association }, Cancel));
        await ec2.ReplaceRouteTableAssociationAsync(new() { AssociationId = association, RouteTableId = table }, Cancel);
        Assert.Equal(table, (await Tables(By("association.main", "true"), By("vpc-id", vpc))).Single().RouteTableId);
        await ec2.DeleteRouteTableAsync(new() { RouteTableId = main.RouteTableId }, Cancel);
    }

    [Fact]
    public async Task Tables_of_one_vpc_take_no_subnets_of_another()
    {
        var elsewhere = (await ec2.DescribeSubnetsAsync(new() { Filters = [By("default-for-az", "true")] }, Cancel)).Subnets[0].SubnetId;
        await Refused("InvalidParameterValue", ec2.AssociateRouteTableAsync(
            new() { RouteTableId = table, SubnetId = elsewhere }, Cancel));
    }

    [Fact]
    public async Task A_client_token_is_good_for_a_day()
    {
        FakeTime time = new();
        using var client = new Cloud(new() { Time = time }).Ec2Client();
        var request = new CreateRouteTableRequest { VpcId = await DefaultVpcAsync(), ClientToken = "once" };
        var first = await TableAsync();
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(first, await TableAsync());
        time.Advance(TimeSpan.FromHours(2));
        Assert.NotEqual(first, await TableAsync());

        async Task<string> TableAsync() => (await client.CreateRouteTableAsync(request, Cancel)).RouteTable.RouteTableId;

        async Task<string> DefaultVpcAsync() => (await client.DescribeVpcsAsync(new(), Cancel)).Vpcs.Single().VpcId;
    }

    [Fact]
    public async Task A_call_repeated_with_its_token_gives_the_same_table()
    {
        CreateRouteTableRequest request = new() { VpcId = vpc, ClientToken = "once" };
        var first = (await ec2.CreateRouteTableAsync(request, Cancel)).RouteTable.RouteTableId;
        Assert.Equal(first, (await ec2.CreateRouteTableAsync(request, Cancel)).RouteTable.RouteTableId);
        var other = (await ec2.CreateVpcAsync(new("10.9.0.0/16"), Cancel)).Vpc.VpcId;
        await Refused("IdempotentParameterMismatch", ec2.CreateRouteTableAsync(new() { VpcId = other, ClientToken = "once" }, Cancel));
        Assert.Equal(3, (await Tables(By("vpc-id", vpc))).Count);
    }

    private Task Attach() => ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = vpc }, Cancel);

    private Task Associate() => ec2.AssociateRouteTableAsync(new() { RouteTableId = table, SubnetId = subnet }, Cancel);

    private Task AddDefaultRoute() => ec2.CreateRouteAsync(
        new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway }, Cancel);

    private async Task<Dictionary<string, Route>> Routes() =>
        (await Tables(By("route-table-id", table))).Single().Routes.ToDictionary(route => route.DestinationCidrBlock);

    private async Task<List<RouteTable>> Tables(params Filter[] filters) =>
        (await ec2.DescribeRouteTablesAsync(new() { Filters = [.. filters] }, Cancel)).RouteTables ?? [];
}
