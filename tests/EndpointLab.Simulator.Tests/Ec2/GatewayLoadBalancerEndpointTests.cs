using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

using State = Amazon.EC2.State;

public sealed class GatewayLoadBalancerEndpointTests : IAsyncLifetime
{
    private const string Account = "111111111111";

    private readonly FakeTime time = new();
    private readonly AmazonEC2Client ec2;
    private string service = "";
    private string vpc = "";
    private string subnet = "";
    private string table = "";

    public GatewayLoadBalancerEndpointTests() =>
        ec2 = new Cloud(new() { Lifecycle = Lifecycle.Realistic, Time = time }).Ec2Client(accessKey: Account);

    public async ValueTask InitializeAsync()
    {
        service = (await ec2.CreateVpcEndpointServiceConfigurationAsync(
            new()
            {
                GatewayLoadBalancerArns = [$"arn:aws:elasticloadbalancing:us-east-1:{Account}:loadbalancer/gwy/walls/0123456789abcdef"],
                AcceptanceRequired = false,
            },
            Cancel)).ServiceConfiguration.ServiceName;
        time.Advance(TimeSpan.FromSeconds(2));
        vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24"), Cancel)).Subnet.SubnetId;
        table = (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_has_one_interface_and_neither_groups_nor_names_nor_a_policy()
    {
        var created = await CreateAsync();
        Assert.Equal((State.Pending, "GatewayLoadBalancer"), (created.State, created.VpcEndpointType.Value));
        Assert.Equal((null, null, null), (created.PolicyDocument, created.Groups, created.DnsEntries));
        var one = (await ec2.DescribeNetworkInterfacesAsync(
            new() { NetworkInterfaceIds = created.NetworkInterfaceIds }, Cancel)).NetworkInterfaces.Single();
        Assert.Equal(("gateway_load_balancer_endpoint", subnet), (one.InterfaceType.Value, one.SubnetId));
        Assert.StartsWith("10.0.1.", one.PrivateIpAddress, StringComparison.Ordinal);
        Assert.Null(one.Groups);
    }

    [Fact]
    public async Task A_route_leads_to_it_once_it_is_available_and_keeps_it_from_being_deleted()
    {
        var id = (await CreateAsync()).VpcEndpointId;
        CreateRouteRequest route = new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", VpcEndpointId = id };
        await Refused("RouteNotSupported", ec2.CreateRouteAsync(route, Cancel));
        time.Advance(TimeSpan.FromSeconds(75));
        await ec2.CreateRouteAsync(route, Cancel);
        CreateRouteRequest within = new() { RouteTableId = table, DestinationCidrBlock = "10.0.1.0/24", VpcEndpointId = id };
        await ec2.CreateRouteAsync(within, Cancel);
        await ec2.DeleteRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "10.0.1.0/24" }, Cancel);
        var shown = (await ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table] }, Cancel)).RouteTables.Single().Routes[1];
        Assert.Equal((id, RouteState.Active), (shown.GatewayId, shown.State));
        Assert.Null((await OnlyAsync(id)).RouteTableIds);

        var refusal = (await ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).Unsuccessful.Single();
        Assert.Equal(
            (id, "InvalidParameter", "Endpoint must be removed from route table before deletion"),
            (refusal.ResourceId, refusal.Error.Code, refusal.Error.Message));
        Assert.Equal(State.Available, (await OnlyAsync(id)).State);
        await ec2.DeleteRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0" }, Cancel);
        Assert.Null((await ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).Unsuccessful);
        Assert.Equal(State.Deleting, (await OnlyAsync(id)).State);
    }

    public static TheoryData<Action<CreateVpcEndpointRequest>> Refusals => new()
    {
        request => request.SecurityGroupIds = ["sg-0123456789abcdef0"],
        request => request.RouteTableIds = ["rtb-0123456789abcdef0"],
        request => request.PrivateDnsEnabled = true,
        request => request.PolicyDocument = """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""",
        request => request.VpcEndpointType = "Interface",
        request => request.IpAddressType = "dualstack",
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_other_types_have_is_refused(Action<CreateVpcEndpointRequest> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        CreateVpcEndpointRequest request = Request();
        spoil(request);
        await Refused("InvalidParameter", ec2.CreateVpcEndpointAsync(request, Cancel));
    }

    [Fact]
    public async Task It_is_in_one_subnet()
    {
        var other = (await ec2.CreateSubnetAsync(new(vpc, "10.0.2.0/24"), Cancel)).Subnet.SubnetId;
        var request = Request();
        request.SubnetIds = [subnet, other];
        await Refused("InvalidParameter", ec2.CreateVpcEndpointAsync(request, Cancel));
        var id = (await CreateAsync()).VpcEndpointId;
        await Refused("InvalidParameter", ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, AddSubnetIds = [other] }, Cancel));
    }

    [Fact]
    public async Task There_is_no_policy_to_reset()
    {
        var id = (await CreateAsync()).VpcEndpointId;
        await Refused("InvalidParameter", ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, ResetPolicy = true }, Cancel));
    }

    private CreateVpcEndpointRequest Request() =>
        new() { VpcId = vpc, ServiceName = service, VpcEndpointType = "GatewayLoadBalancer", SubnetIds = [subnet] };

    private async Task<VpcEndpoint> CreateAsync() => (await ec2.CreateVpcEndpointAsync(Request(), Cancel)).VpcEndpoint;

    private async Task<VpcEndpoint> OnlyAsync(string id) =>
        (await ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();
}
