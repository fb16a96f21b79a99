using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>Routes to what isn't an internet gateway, in the default VPC.</summary>
public sealed class RouteTargetTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";
    private string subnet = "";
    private string table = "";

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.DescribeVpcsAsync(Cancel)).Vpcs.Single().VpcId;
        subnet = (await ec2.DescribeSubnetsAsync(Cancel)).Subnets[0].SubnetId;
        table = (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_nat_gateway_takes_a_route_until_it_is_deleted()
    {
        var address = (await ec2.AllocateAddressAsync(new(), Cancel)).AllocationId;
        var gateway = (await ec2.CreateNatGatewayAsync(
            new() { SubnetId = subnet, AllocationId = address }, Cancel)).NatGateway.NatGatewayId;
        await Refused("InvalidParameterValue", Create(new() { GatewayId = gateway }));
        await Create(new() { NatGatewayId = gateway });
        Assert.Equal((gateway, null, RouteState.Active), await Target());
        await ec2.DeleteNatGatewayAsync(new() { NatGatewayId = gateway }, Cancel);
        Assert.Equal((gateway, null, RouteState.Blackhole), await Target());

        async Task<(string, string?, RouteState)> Target()
        {
            var route = await DefaultRoute();
            return (route.NatGatewayId, route.GatewayId, route.State);
        }
    }

    [Fact]
    public async Task A_route_to_an_instance_leads_to_its_interface_and_ends_with_it()
    {
        var instance = (await ec2.RunInstancesAsync(
            new()
            {
                ImageId = await ec2.ImageIdAsync(),
                SubnetId = subnet,
                MinCount = 1,
                MaxCount = 1,
                InstanceType = InstanceType.T3Micro,
            },
            Cancel)).Reservation.Instances.Single();
        await Create(new() { InstanceId = instance.InstanceId });
        var route = await DefaultRoute();
        Assert.Equal(instance.InstanceId, route.InstanceId);
        Assert.Equal("123456789012", route.InstanceOwnerId);
        Assert.Equal(instance.NetworkInterfaces.Single().NetworkInterfaceId, route.NetworkInterfaceId);
        Assert.Equal(RouteState.Active, route.State);
        await ec2.TerminateInstancesAsync(new() { InstanceIds = [instance.InstanceId] }, Cancel);
        Assert.Equal(RouteState.Blackhole, (await DefaultRoute()).State);
    }

    [Fact]
    public async Task An_interface_that_is_plugged_into_nothing_is_a_black_hole()
    {
        var id = (await ec2.CreateNetworkInterfaceAsync(new() { SubnetId = subnet }, Cancel)).NetworkInterface.NetworkInterfaceId;
        await Create(new() { NetworkInterfaceId = id });
        Assert.Equal((id, RouteState.Blackhole), ((await DefaultRoute()).NetworkInterfaceId, (await DefaultRoute()).State));
    }

    [Fact]
    public async Task Targets_that_are_not_there_have_each_their_own_error()
    {
        await Refused("InvalidNatGatewayID.NotFound", Create(new() { NatGatewayId = "nat-0123456789abcdef0" }));
        await Refused("InvalidInstanceID.NotFound", Create(new() { InstanceId = "i-0123456789abcdef0" }));
        await Refused("InvalidNetworkInterfaceID.NotFound", Create(new() { NetworkInterfaceId = "eni-0123456789abcdef0" }));
        await Refused("InvalidVpcEndpointId.NotFound", Create(new() { VpcEndpointId = "vpce-0123456789abcdef0" }));
        await Refused("InvalidVpcPeeringConnectionID.NotFound", Create(new() { VpcPeeringConnectionId = "pcx-0123456789abcdef0" }));
    }

    [Fact]
    public async Task An_endpoints_route_is_the_endpoints_own()
    {
        const string S3 = "pl-63a5400a", DynamoDb = "pl-02cd2c6b";
        var endpoint = (await ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3", RouteTableIds = [table] }, Cancel)).VpcEndpoint.VpcEndpointId;
        await Refused("RouteAlreadyExists", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationPrefixListId = S3, GatewayId = await InternetGateway() }, Cancel));
        await Refused("InvalidParameterValue", ec2.DeleteRouteAsync(new() { RouteTableId = table, DestinationPrefixListId = S3 }, Cancel));
        await Refused("InvalidParameterValue", ec2.ReplaceRouteAsync(
            new() { RouteTableId = table, DestinationPrefixListId = S3, GatewayId = await InternetGateway() }, Cancel));
        await Refused("RouteNotSupported", Create(new() { VpcEndpointId = endpoint }));
        Assert.StartsWith("Cannot create or replace a prefix list route", await Refused("InvalidParameterValue", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationPrefixListId = DynamoDb, GatewayId = endpoint }, Cancel)), StringComparison.Ordinal);
        Assert.Equal(endpoint, (await Routes()).Single(route => route.DestinationPrefixListId == S3).GatewayId);
    }

    [Fact]
    public async Task A_gateway_stays_while_public_addresses_need_it()
    {
        var address = (await ec2.AllocateAddressAsync(new(), Cancel)).AllocationId;
        var id = (await ec2.CreateNetworkInterfaceAsync(new() { SubnetId = subnet }, Cancel)).NetworkInterface.NetworkInterfaceId;
        var association = (await ec2.AssociateAddressAsync(
            new() { AllocationId = address, NetworkInterfaceId = id }, Cancel)).AssociationId;
        DetachInternetGatewayRequest detach = new() { InternetGatewayId = await InternetGateway(), VpcId = vpc };
        Assert.Equal(
            $"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
            await Refused("DependencyViolation", ec2.DetachInternetGatewayAsync(detach, Cancel)));
        await ec2.DisassociateAddressAsync(new() { AssociationId = association }, Cancel);
        await ec2.DetachInternetGatewayAsync(detach, Cancel);
    }

    private Task Create(CreateRouteRequest request)
    {
        (request.RouteTableId, request.DestinationCidrBlock) = (table, "0.0.0.0/0");
        return ec2.CreateRouteAsync(request, Cancel);
    }

    private async Task<string> InternetGateway() =>
        (await ec2.DescribeInternetGatewaysAsync(Cancel)).InternetGateways.Single().InternetGatewayId;

    private async Task<Route> DefaultRoute() => (await Routes()).Single(route => route.DestinationCidrBlock == "0.0.0.0/0");

    private async Task<List<Route>> Routes() =>
        (await ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table] }, Cancel)).RouteTables.Single().Routes;
}
