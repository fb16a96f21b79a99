using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>Network interfaces, Elastic addresses and NAT gateways, and what they keep from being deleted.</summary>
public sealed class AddressTests : IDisposable
{
    private readonly AmazonEC2Client ec2 = Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task An_interface_gets_the_lowest_free_address_and_keeps_its_subnet_and_groups_from_deletion()
    {
        var subnet = await NewSubnetAsync();
        var group = (await ec2.CreateSecurityGroupAsync(new("web", "web") { VpcId = subnet.VpcId }, Cancel)).GroupId;
        var first = await CreateInterfaceAsync(subnet, request => request.Groups = [group]);
        var second = await CreateInterfaceAsync(subnet, request => request.PrivateIpAddress = "10.0.1.6");
        var third = await CreateInterfaceAsync(subnet);
        Assert.Equal(["10.0.1.4", "10.0.1.6", "10.0.1.5"], new[] { first, second, third }.Select(one => one.PrivateIpAddress));
        await Refused("InvalidIPAddress.InUse", CreateInterfaceAsync(subnet, request => request.PrivateIpAddress = "10.0.1.6"));
        await Refused("DependencyViolation", ec2.DeleteSubnetAsync(new(subnet.SubnetId), Cancel));
        await Refused("DependencyViolation", ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel));

        await ec2.ModifyNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = third.NetworkInterfaceId, Groups = [group] }, Cancel);
        await ec2.ModifyNetworkInterfaceAttributeAsync(
            new() { NetworkInterfaceId = third.NetworkInterfaceId, SourceDestCheck = false }, Cancel);
        var modified = (await ec2.DescribeNetworkInterfacesAsync(
            new() { NetworkInterfaceIds = [third.NetworkInterfaceId] }, Cancel)).NetworkInterfaces.Single();
        Assert.Equal((group, false), (modified.Groups.Single().GroupId, modified.SourceDestCheck));

        foreach (var one in new[] { first, second, third })
            await ec2.DeleteNetworkInterfaceAsync(new() { NetworkInterfaceId = one.NetworkInterfaceId }, Cancel);
        await ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel);
        await ec2.DeleteSubnetAsync(new(subnet.SubnetId), Cancel);
    }

    [Fact]
    public async Task A_small_subnet_runs_out_of_addresses()
    {
        var subnet = await NewSubnetAsync("10.0.1.0/28");
        for (var count = 0; count < 11; count++)
            await CreateInterfaceAsync(subnet);
        await Refused("InsufficientFreeAddressesInSubnet", CreateInterfaceAsync(subnet));
    }

    [Fact]
    public async Task An_elastic_address_needs_an_internet_gateway_and_belongs_to_one_interface()
    {
        var subnet = await NewSubnetAsync();
        var (one, other) = (await CreateInterfaceAsync(subnet), await CreateInterfaceAsync(subnet));
        var elastic = await ec2.AllocateAddressAsync(new() { Domain = DomainType.Vpc }, Cancel);
        await Refused("Gateway.NotAttached", AssociateAsync(one));
        var gateway = await AttachGatewayAsync(subnet.VpcId);
        var association = (await AssociateAsync(one)).AssociationId;
        await Refused("Resource.AlreadyAssociated", AssociateAsync(other));
        await Refused("InvalidIPAddress.InUse", ec2.ReleaseAddressAsync(new() { AllocationId = elastic.AllocationId }, Cancel));
        await Refused("DependencyViolation", ec2.DetachInternetGatewayAsync(
            new() { InternetGatewayId = gateway, VpcId = subnet.VpcId }, Cancel));
        var described = (await ec2.DescribeAddressesAsync(new() { PublicIps = [elastic.PublicIp] }, Cancel)).Addresses.Single();
        Assert.Equal((one.NetworkInterfaceId, association), (described.NetworkInterfaceId, described.AssociationId));

        await ec2.DisassociateAddressAsync(new() { AssociationId = association }, Cancel);
        await ec2.ReleaseAddressAsync(new() { AllocationId = elastic.AllocationId }, Cancel);
        await ec2.DetachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = subnet.VpcId }, Cancel);
        Assert.NotEqual(elastic.PublicIp, (await ec2.AllocateAddressAsync(new(), Cancel)).PublicIp);

        Task<AssociateAddressResponse> AssociateAsync(NetworkInterface target) => ec2.AssociateAddressAsync(
            new() { AllocationId = elastic.AllocationId, NetworkInterfaceId = target.NetworkInterfaceId }, Cancel);
    }

    [Fact]
    public async Task A_nat_gateway_holds_an_interface_and_its_address_until_it_is_deleted()
    {
        var subnet = await NewSubnetAsync();
        await AttachGatewayAsync(subnet.VpcId);
        var elastic = await ec2.AllocateAddressAsync(new(), Cancel);
        var created = (await CreateNatAsync(subnet, elastic)).NatGateway;
        Assert.Equal(NatGatewayState.Pending, created.State);
        var nat = await OnlyAsync(created.NatGatewayId);
        Assert.Equal((NatGatewayState.Available, elastic.PublicIp), (nat.State, nat.NatGatewayAddresses.Single().PublicIp));
        var table = (await ec2.CreateRouteTableAsync(new() { VpcId = subnet.VpcId }, Cancel)).RouteTable.RouteTableId;
        await ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = nat.NatGatewayId }, Cancel);
        Assert.Equal(RouteState.Active, await DefaultRouteStateAsync(table));
        await Refused("DependencyViolation", ec2.DeleteSubnetAsync(new(subnet.SubnetId), Cancel));
        await Refused("InvalidIPAddress.InUse", ec2.ReleaseAddressAsync(new() { AllocationId = elastic.AllocationId }, Cancel));

        await ec2.DeleteNatGatewayAsync(new() { NatGatewayId = nat.NatGatewayId }, Cancel);
        Assert.Equal(NatGatewayState.Deleted, (await OnlyAsync(nat.NatGatewayId)).State);
        Assert.Equal(RouteState.Blackhole, await DefaultRouteStateAsync(table));
        await ec2.ReleaseAddressAsync(new() { AllocationId = elastic.AllocationId }, Cancel);
        await ec2.DeleteSubnetAsync(new(subnet.SubnetId), Cancel);
    }

    [Fact]
    public async Task A_nat_gateway_without_an_internet_gateway_fails_after_it_was_pending()
    {
        var subnet = await NewSubnetAsync();
        var created = (await CreateNatAsync(subnet, await ec2.AllocateAddressAsync(new(), Cancel))).NatGateway;
        Assert.Equal((NatGatewayState.Pending, null), (created.State, created.FailureCode));
        var failed = await OnlyAsync(created.NatGatewayId);
        Assert.Equal((NatGatewayState.Failed, "Gateway.NotAttached"), (failed.State, failed.FailureCode));
        await Refused("MissingParameter", CreateNatAsync(subnet, new()));
        await Refused("NatGatewayNotFound", OnlyAsync("nat-0123456789abcdef0"));
    }

    [Fact]
    public async Task In_a_VPC_an_address_goes_by_its_allocation_and_its_association()
    {
        var elastic = await ec2.AllocateAddressAsync(new(), Cancel);
        Assert.Equal(
            [(elastic.AllocationId, elastic.PublicIp, null)],
            (await ec2.DescribeAddressesAttributeAsync(
                new() { AllocationIds = [elastic.AllocationId], Attribute = AddressAttributeName.DomainName }, Cancel))
                .Addresses.Select(address => (address.AllocationId, address.PublicIp, (string?)address.PtrRecord)));
        await Refused("InvalidParameterCombination", ec2.AssociateAddressAsync(
            new() { PublicIp = elastic.PublicIp, InstanceId = "i-0123456789abcdef0" }, Cancel));
        await Refused("InvalidParameterValue", ec2.DisassociateAddressAsync(new() { PublicIp = elastic.PublicIp }, Cancel));
        await Refused("InvalidParameterValue", ec2.ReleaseAddressAsync(new() { PublicIp = elastic.PublicIp }, Cancel));
        await ec2.ReleaseAddressAsync(new() { AllocationId = elastic.AllocationId }, Cancel);
    }

    private Task<CreateNatGatewayResponse> CreateNatAsync(Subnet subnet, AllocateAddressResponse elastic) =>
        ec2.CreateNatGatewayAsync(new() { SubnetId = subnet.SubnetId, AllocationId = elastic.AllocationId }, Cancel);

    private async Task<NatGateway> OnlyAsync(string id) =>
        (await ec2.DescribeNatGatewaysAsync(new() { NatGatewayIds = [id] }, Cancel)).NatGateways.Single();

    private async Task<RouteState> DefaultRouteStateAsync(string table) =>
        (await ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table] }, Cancel)).RouteTables.Single()
            .Routes.Single(route => route.DestinationCidrBlock == "0.0.0.0/0").State;

    private async Task<Subnet> NewSubnetAsync(string block = "10.0.1.0/24")
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        return (await ec2.CreateSubnetAsync(new(vpc, block), Cancel)).Subnet;
    }

    private async Task<string> AttachGatewayAsync(string vpc)
    {
        var gateway = (await ec2.CreateInternetGatewayAsync(new(), Cancel)).InternetGateway.InternetGatewayId;
        await ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = vpc }, Cancel);
        return gateway;
    }

    private async Task<NetworkInterface> CreateInterfaceAsync(Subnet subnet, Action<CreateNetworkInterfaceRequest>? with = null)
    {
        CreateNetworkInterfaceRequest request = new() { SubnetId = subnet.SubnetId };
        with?.Invoke(request);
        return (await ec2.CreateNetworkInterfaceAsync(request, Cancel)).NetworkInterface;
    }
}
