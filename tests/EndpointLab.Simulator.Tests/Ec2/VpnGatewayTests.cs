using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class VpnGatewayTests : IAsyncLifetime
{
    private readonly FakeTime time = new();
    private readonly AmazonEC2Client ec2;
    private string vpc = "", other = "", table = "", gateway = "";

    public VpnGatewayTests() => ec2 = new Cloud(new() { Lifecycle = Lifecycle.Realistic, Time = time }).Ec2Client();

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.CreateVpcAsync(new("10.1.0.0/16"), Cancel)).Vpc.VpcId;
        other = (await ec2.CreateVpcAsync(new("10.2.0.0/16"), Cancel)).Vpc.VpcId;
        table = (await ec2.DescribeRouteTablesAsync(new() { Filters = [By("vpc-id", vpc)] }, Cancel)).RouteTables.Single().RouteTableId;
        gateway = (await Create(new())).VpnGatewayId;
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_is_attached_detached_and_deleted()
    {
        Assert.Equal(AttachmentStatus.Attaching, (await Attach(gateway, vpc)).State);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((vpc, AttachmentStatus.Attached), await Attachment());
        await Refused("IncorrectState", Delete());
        await Refused("DependencyViolation", ec2.DeleteVpcAsync(new(vpc), Cancel));
        await Refused("InvalidVpnGatewayAttachment.NotFound", Detach(other));
        await Detach(vpc);
        Assert.Equal((vpc, AttachmentStatus.Detaching), await Attachment());
        await Refused("InvalidVpnGatewayAttachment.NotFound", Detach(vpc));
        await Refused("DependencyViolation", ec2.DeleteVpcAsync(new(vpc), Cancel));
        time.Advance(TimeSpan.FromMinutes(1));
        await ec2.DeleteVpcAsync(new(vpc), Cancel);
        await Delete();
        Assert.Equal(VpnState.Deleted, (await Describe(By("vpn-gateway-id", gateway))).Single().State);
        await Refused("InvalidVpnGatewayID.NotFound", Attach(gateway, other));
        time.Advance(TimeSpan.FromHours(2));
        await Refused("InvalidVpnGatewayID.NotFound", ec2.DescribeVpnGatewaysAsync(new() { VpnGatewayIds = [gateway] }, Cancel));
    }

    [Fact]
    public async Task A_gateway_has_one_vpc_and_a_vpc_one_gateway()
    {
        await Attach(gateway, vpc);
        await Attach(gateway, vpc);
        await Refused("VpnGatewayAttachmentLimitExceeded", Attach(gateway, other));
        var second = (await Create(new() { AmazonSideAsn = 4200000000, AvailabilityZone = "us-east-1a" })).VpnGatewayId;
        await Refused("InvalidVpcState", Attach(second, vpc));
        Assert.Equal(second, (await Describe(By("amazon-side-asn", "4200000000"), By("availability-zone", "us-east-1a")))
            .Single().VpnGatewayId);
        await Refused("InvalidParameterValue", Create(new() { AmazonSideAsn = 7224 }));
        await Refused("InvalidParameterValue", Create(new() { AvailabilityZone = "us-east-1z" }));
    }

    [Fact]
    public async Task A_route_leads_to_it_while_it_is_attached()
    {
        CreateRouteRequest request = new() { RouteTableId = table, DestinationCidrBlock = "192.168.0.0/16", GatewayId = gateway };
        await Refused("InvalidParameterValue", ec2.CreateRouteAsync(request, Cancel));
        await Attach(gateway, vpc);
        await ec2.CreateRouteAsync(request, Cancel);
        Assert.Equal((gateway, RouteState.Active), await Target());
        await Detach(vpc);
        Assert.Equal((gateway, RouteState.Blackhole), await Target());

        async Task<(string, RouteState)> Target()
        {
            var route = (await Table()).Routes.Single(route => route.DestinationCidrBlock == request.DestinationCidrBlock);
            return (route.GatewayId, route.State);
        }
    }

    [Fact]
    public async Task A_table_lists_the_gateways_that_may_add_routes()
    {
        EnableVgwRoutePropagationRequest enable = new() { RouteTableId = table, GatewayId = gateway };
        await Refused("Gateway.NotAttached", ec2.EnableVgwRoutePropagationAsync(enable, Cancel));
        await Attach(gateway, vpc);
        await ec2.EnableVgwRoutePropagationAsync(enable, Cancel);
        await ec2.EnableVgwRoutePropagationAsync(enable, Cancel);
        Assert.Equal(gateway, (await Table()).PropagatingVgws.Single().GatewayId);
        await ec2.DisableVgwRoutePropagationAsync(new() { RouteTableId = table, GatewayId = gateway }, Cancel);
        Assert.Empty((await Table()).PropagatingVgws ?? []);
        await ec2.EnableVgwRoutePropagationAsync(enable, Cancel);
        await Detach(vpc);
        Assert.Empty((await Table()).PropagatingVgws ?? []);
    }

    private async Task<VpnGateway> Create(CreateVpnGatewayRequest request)
    {
        request.Type = GatewayType.Ipsec1;
        return (await ec2.CreateVpnGatewayAsync(request, Cancel)).VpnGateway;
    }

    private async Task<VpcAttachment> Attach(string id, string to) =>
        (await ec2.AttachVpnGatewayAsync(new() { VpnGatewayId = id, VpcId = to }, Cancel)).VpcAttachment;

    private Task Detach(string from) => ec2.DetachVpnGatewayAsync(new() { VpnGatewayId = gateway, VpcId = from }, Cancel);

    private Task Delete() => ec2.DeleteVpnGatewayAsync(new() { VpnGatewayId = gateway }, Cancel);

    private async Task<List<VpnGateway>> Describe(params List<Filter> filters) =>
        (await ec2.DescribeVpnGatewaysAsync(new() { Filters = filters }, Cancel)).VpnGateways;

    private async Task<(string, AttachmentStatus)> Attachment()
    {
        var attachment = (await Describe(By("vpn-gateway-id", gateway))).Single().VpcAttachments.Single();
        return (attachment.VpcId, attachment.State);
    }

    private async Task<RouteTable> Table() =>
        (await ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table] }, Cancel)).RouteTables.Single();
}
