using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class Ipv6Tests : IDisposable
{
    private readonly AmazonEC2Client ec2 = Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task A_vpc_gets_a_block_of_56_bits_and_what_lets_ipv6_pass()
    {
        var created = (await ec2.CreateVpcAsync(new("10.0.0.0/16") { AmazonProvidedIpv6CidrBlock = true }, Cancel)).Vpc;
        var association = Assert.Single(created.Ipv6CidrBlockAssociationSet);
        Assert.Equal(VpcCidrBlockStateCode.Associating, association.Ipv6CidrBlockState.State);
        var vpc = await Vpc(created.VpcId);
        association = Assert.Single(vpc.Ipv6CidrBlockAssociationSet);
        Assert.Equal(VpcCidrBlockStateCode.Associated, association.Ipv6CidrBlockState.State);
        Assert.Equal(56, IPNetwork.Parse(association.Ipv6CidrBlock).PrefixLength);
        Assert.Equal(("Amazon", "us-east-1"), (association.Ipv6Pool, association.NetworkBorderGroup));

        Assert.Equal(["10.0.0.0/16", association.Ipv6CidrBlock], await LocalRoutes(vpc.VpcId));
        Assert.Equal(
            [(100, "0.0.0.0/0"), (101, "::/0"), (32767, "0.0.0.0/0"), (32768, "::/0")],
            (await Acl(vpc.VpcId)).Entries.Where(entry => entry.Egress == false)
                .Select(entry => (entry.RuleNumber!.Value, entry.CidrBlock ?? entry.Ipv6CidrBlock)));
        var group = await ec2.CreateSecurityGroupAsync(new("lab", "lab") { VpcId = vpc.VpcId }, Cancel);
        Assert.Equal(["::/0"], await EgressIpv6(By("group-id", group.GroupId)));
    }

    [Fact]
    public async Task Blocks_of_a_vpc_come_and_go()
    {
        var id = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        Assert.Empty(await EgressIpv6(By("vpc-id", id)));
        var second = (await ec2.AssociateVpcCidrBlockAsync(new() { VpcId = id, CidrBlock = "10.1.0.0/16" }, Cancel)).CidrBlockAssociation;
        var ipv6 = (await ec2.AssociateVpcCidrBlockAsync(new() { VpcId = id, AmazonProvidedIpv6CidrBlock = true }, Cancel))
            .Ipv6CidrBlockAssociation;
        Assert.Equal(VpcCidrBlockStateCode.Associating, ipv6.Ipv6CidrBlockState.State);
        Assert.Equal(["10.0.0.0/16", "10.1.0.0/16", ipv6.Ipv6CidrBlock], await LocalRoutes(id));
        Assert.Equal(["::/0"], await EgressIpv6(By("vpc-id", id)));
        Assert.Equal(id, await Found("ipv6-cidr-block-association.ipv6-cidr-block", ipv6.Ipv6CidrBlock));
        Assert.Equal(id, await Found("cidr-block-association.cidr-block", "10.1.0.0/16"));
        await ec2.CreateSubnetAsync(new(id, "10.1.2.0/24"), Cancel);

        var message = await Refused("InvalidCidrBlock.InUse", Disassociate(second.AssociationId));
        Assert.Equal($"The vpc {id} currently has a subnet within CIDR block 10.1.0.0/16", message);
        var ended = (await Disassociate(ipv6.AssociationId)).Ipv6CidrBlockAssociation;
        Assert.Equal(VpcCidrBlockStateCode.Disassociating, ended.Ipv6CidrBlockState.State);
        Assert.Equal(["10.0.0.0/16", "10.1.0.0/16"], await LocalRoutes(id));
        var seen = Assert.Single((await Vpc(id)).Ipv6CidrBlockAssociationSet);
        Assert.Equal(VpcCidrBlockStateCode.Disassociated, seen.Ipv6CidrBlockState.State);
        await Refused("InvalidVpcCidrBlockAssociationID.NotFound", Disassociate(ipv6.AssociationId));
        var first = (await Vpc(id)).CidrBlockAssociationSet[0].AssociationId;
        await Refused("OperationNotPermitted", Disassociate(first));

        Task<DisassociateVpcCidrBlockResponse> Disassociate(string association) =>
            ec2.DisassociateVpcCidrBlockAsync(new() { AssociationId = association }, Cancel);

        async Task<string> Found(string filter, string value) =>
            (await ec2.DescribeVpcsAsync(new() { Filters = [By(filter, value)] }, Cancel)).Vpcs.Single().VpcId;
    }

    [Theory]
    [InlineData("10.0.128.0/17", "InvalidVpc.Range")]
    [InlineData("192.168.0.0/16", "InvalidVpc.Range")]
    [InlineData("10.1.0.0/15", "InvalidVpc.Range")]
    [InlineData("fd00::/56", "InvalidParameterValue")]
    public async Task A_vpc_takes_no_block_that_overlaps_or_is_out_of_range(string block, string code)
    {
        var id = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        await Refused(code, ec2.AssociateVpcCidrBlockAsync(new() { VpcId = id, CidrBlock = block }, Cancel));
        await ec2.AssociateVpcCidrBlockAsync(new() { VpcId = id, CidrBlock = "100.64.0.0/16" }, Cancel);
    }

    [Fact]
    public async Task No_two_vpcs_get_the_same_block()
    {
        HashSet<string> blocks = [];
        for (var count = 0; count < 40; count++)
            Assert.True(blocks.Add((await DualStackVpc()).Block));
    }

    [Fact]
    public async Task An_acl_whose_entries_were_changed_keeps_them_when_ipv6_comes()
    {
        var id = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var acl = (await Acl(id)).NetworkAclId;
        await ec2.DeleteNetworkAclEntryAsync(new() { NetworkAclId = acl, RuleNumber = 100, Egress = false }, Cancel);
        await ec2.AssociateVpcCidrBlockAsync(new() { VpcId = id, AmazonProvidedIpv6CidrBlock = true }, Cancel);
        var entries = (await Acl(id)).Entries;
        Assert.Equal([32767, 32768], entries.Where(entry => entry.Egress == false).Select(entry => entry.RuleNumber));
        Assert.Equal([100, 101, 32767, 32768], entries.Where(entry => entry.Egress == true).Select(entry => entry.RuleNumber));
    }

    [Fact]
    public async Task A_subnet_takes_a_block_of_its_vpc()
    {
        var (vpc, block) = await DualStackVpc();
        var subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24") { Ipv6CidrBlock = Part(block, 1) }, Cancel)).Subnet;
        Assert.Equal(Part(block, 1), Assert.Single(subnet.Ipv6CidrBlockAssociationSet).Ipv6CidrBlock);
        var other = (await ec2.CreateSubnetAsync(new(vpc, "10.0.2.0/24"), Cancel)).Subnet.SubnetId;

        await Refused("InvalidSubnet.Conflict", Associate(other, Part(block, 1)));
        await Refused("InvalidSubnet.Range", Associate(other, "2001:db8::/64"));
        await Refused("InvalidParameterValue", Associate(other, Part(block, 2).Replace("/64", "/63")));
        await Refused("InvalidParameterValue", Modify(other, request => request.AssignIpv6AddressOnCreation = true));
        var association = (await Associate(other, Part(block, 2))).Ipv6CidrBlockAssociation;
        await Modify(other, request => request.AssignIpv6AddressOnCreation = true);
        await Modify(other, request => request.EnableDns64 = true);
        await Modify(other, request => request.EnableResourceNameDnsAAAARecordOnLaunch = true);
        var now = (await ec2.DescribeSubnetsAsync(
            new() { Filters = [By("ipv6-cidr-block-association.ipv6-cidr-block", Part(block, 2))] }, Cancel)).Subnets.Single();
        Assert.Equal(other, now.SubnetId);
        Assert.True(now is { AssignIpv6AddressOnCreation: true, EnableDns64: true, Ipv6Native: false });
        Assert.True(now.PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord);
        Assert.Equal(SubnetCidrBlockStateCode.Associated, now.Ipv6CidrBlockAssociationSet.Single().Ipv6CidrBlockState.State);

        await Refused("CidrLimitExceeded", Associate(other, Part(block, 3)));
        var held = await Interface(new() { SubnetId = other });
        await Refused("InvalidCidrBlock.InUse", Disassociate());
        await ec2.DeleteNetworkInterfaceAsync(new() { NetworkInterfaceId = held.NetworkInterfaceId }, Cancel);
        Assert.Equal(SubnetCidrBlockStateCode.Disassociating, (await Disassociate()).Ipv6CidrBlockAssociation.Ipv6CidrBlockState.State);
        await Associate(other, Part(block, 2));

        Task<AssociateSubnetCidrBlockResponse> Associate(string id, string ipv6) =>
            ec2.AssociateSubnetCidrBlockAsync(new() { SubnetId = id, Ipv6CidrBlock = ipv6 }, Cancel);

        Task<DisassociateSubnetCidrBlockResponse> Disassociate() =>
            ec2.DisassociateSubnetCidrBlockAsync(new() { AssociationId = association.AssociationId }, Cancel);

        Task Modify(string id, Action<ModifySubnetAttributeRequest> change)
        {
            ModifySubnetAttributeRequest request = new() { SubnetId = id };
            change(request);
            return ec2.ModifySubnetAttributeAsync(request, Cancel);
        }
    }

    [Fact]
    public async Task An_interface_of_an_ipv6_only_subnet_has_no_ipv4_address()
    {
        var (vpc, block) = await DualStackVpc();
        CreateSubnetRequest request = new() { VpcId = vpc, Ipv6Native = true, Ipv6CidrBlock = Part(block, 7) };
        var subnet = (await ec2.CreateSubnetAsync(request, Cancel)).Subnet;
        Assert.True(subnet is { Ipv6Native: true, AssignIpv6AddressOnCreation: true, CidrBlock: null, AvailableIpAddressCount: 0 });
        request.CidrBlock = "10.0.1.0/24";
        await Refused("InvalidParameterCombination", ec2.CreateSubnetAsync(request, Cancel));
        await Refused("MissingParameter", ec2.CreateSubnetAsync(new() { VpcId = vpc, Ipv6Native = true }, Cancel));

        var instance = await Launch(launch => launch.SubnetId = subnet.SubnetId);
        Assert.Null(instance.PrivateIpAddress);
        Assert.True(IPNetwork.Parse(Part(block, 7)).Contains(IPAddress.Parse(instance.Ipv6Address)));
        Assert.Equal($"{instance.InstanceId}.ec2.internal", instance.PrivateDnsName);
        Assert.Empty(instance.NetworkInterfaces.Single().PrivateIpAddresses ?? []);
    }

    [Fact]
    public async Task Interfaces_get_the_addresses_that_are_asked_for()
    {
        var (vpc, block) = await DualStackVpc();
        var subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24") { Ipv6CidrBlock = Part(block, 0) }, Cancel)).Subnet.SubnetId;
        var prefix = IPNetwork.Parse(Part(block, 0)).BaseAddress.ToString();
        Assert.Empty((await Interface(new() { SubnetId = subnet })).Ipv6Addresses ?? []);
        var chosen = await Interface(new() { SubnetId = subnet, Ipv6Addresses = [new() { Ipv6Address = prefix + "10" }] });
        Assert.Equal(prefix + "10", chosen.Ipv6Addresses.Single().Ipv6Address);
        Assert.False(chosen.DenyAllIgwTraffic);
        foreach (var (wrong, code) in new[]
        {
            (prefix + "10", "InvalidIPAddress.InUse"),
            (prefix + "3", "InvalidParameterValue"),
            ("2001:db8::9", "InvalidParameterValue"),
            ("10.0.1.9", "InvalidParameterValue"),
        })
        {
            await Refused(code, Interface(new() { SubnetId = subnet, Ipv6Addresses = [new() { Ipv6Address = wrong }] }));
        }

        await Refused("PrivateIpAddressLimitExceeded", Interface(new() { SubnetId = subnet, Ipv6AddressCount = int.MaxValue }));
        await Refused("PrivateIpAddressLimitExceeded", ec2.AssignIpv6AddressesAsync(
            new() { NetworkInterfaceId = chosen.NetworkInterfaceId, Ipv6AddressCount = 50 }, Cancel));

        var assigned = await ec2.AssignIpv6AddressesAsync(
            new() { NetworkInterfaceId = chosen.NetworkInterfaceId, Ipv6AddressCount = 2 }, Cancel);
        Assert.Equal(2, assigned.AssignedIpv6Addresses.Count);
        var taken = assigned.AssignedIpv6Addresses[0];
        await ec2.UnassignIpv6AddressesAsync(new() { NetworkInterfaceId = chosen.NetworkInterfaceId, Ipv6Addresses = [taken] }, Cancel);
        var now = (await ec2.DescribeNetworkInterfacesAsync(
            new() { Filters = [By("ipv6-addresses.ipv6-address", prefix + "10")] }, Cancel)).NetworkInterfaces.Single();
        Assert.Equal([prefix + "10", assigned.AssignedIpv6Addresses[1]], now.Ipv6Addresses.Select(one => one.Ipv6Address));
        await Refused(
            "InvalidParameterValue",
            ec2.UnassignIpv6AddressesAsync(new() { NetworkInterfaceId = chosen.NetworkInterfaceId, Ipv6Addresses = [taken] }, Cancel));

        var instance = await Launch(launch => (launch.SubnetId, launch.Ipv6AddressCount) = (subnet, 1));
        Assert.Equal(instance.Ipv6Address, instance.NetworkInterfaces.Single().Ipv6Addresses.Single().Ipv6Address);
        var found = await ec2.DescribeInstancesAsync(new() { Filters = [By("ipv6-address", instance.Ipv6Address)] }, Cancel);
        Assert.Equal(instance.InstanceId, found.Reservations.Single().Instances.Single().InstanceId);
    }

    [Fact]
    public async Task A_route_over_ipv6_may_lead_to_an_egress_only_internet_gateway()
    {
        var (vpc, _) = await DualStackVpc();
        var gateway = (await ec2.CreateEgressOnlyInternetGatewayAsync(
            new() { VpcId = vpc, TagSpecifications = [Tagged("egress-only-internet-gateway", "Name", "out")] }, Cancel))
            .EgressOnlyInternetGateway;
        Assert.Equal((vpc, AttachmentStatus.Attached), (gateway.Attachments.Single().VpcId, gateway.Attachments.Single().State));
        var id = gateway.EgressOnlyInternetGatewayId;
        var table = (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;
        await Refused("InvalidParameterValue", ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", EgressOnlyInternetGatewayId = id }, Cancel));
        await ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationIpv6CidrBlock = "0::0/0", EgressOnlyInternetGatewayId = id }, Cancel);
        var route = (await Table(table)).Routes.Single(route => route.DestinationIpv6CidrBlock == "::/0");
        Assert.Equal((id, null), (route.EgressOnlyInternetGatewayId, route.GatewayId));
        await Refused("DependencyViolation", ec2.DeleteVpcAsync(new() { VpcId = vpc }, Cancel));

        Assert.True((await ec2.DeleteEgressOnlyInternetGatewayAsync(new() { EgressOnlyInternetGatewayId = id }, Cancel)).ReturnCode);
        route = (await Table(table)).Routes.Single(route => route.DestinationIpv6CidrBlock == "::/0");
        Assert.Equal(RouteState.Blackhole, route.State);
        await Refused(
            "InvalidEgressOnlyInternetGatewayId.NotFound",
            ec2.DescribeEgressOnlyInternetGatewaysAsync(new() { EgressOnlyInternetGatewayIds = [id] }, Cancel));

        async Task<RouteTable> Table(string one) =>
            (await ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [one] }, Cancel)).RouteTables.Single();
    }

    private async Task<(string VpcId, string Block)> DualStackVpc()
    {
        var id = (await ec2.CreateVpcAsync(new("10.0.0.0/16") { AmazonProvidedIpv6CidrBlock = true }, Cancel)).Vpc.VpcId;
        return (id, (await Vpc(id)).Ipv6CidrBlockAssociationSet.Single().Ipv6CidrBlock);
    }

    /// <summary>One of the 256 parts of 64 bits of a VPC's block.</summary>
    private static string Part(string block, byte number)
    {
        var bytes = IPNetwork.Parse(block).BaseAddress.GetAddressBytes();
        bytes[7] = number;
        return $"{new IPAddress(bytes)}/64";
    }

    private async Task<Vpc> Vpc(string id) => (await ec2.DescribeVpcsAsync(new() { VpcIds = [id] }, Cancel)).Vpcs.Single();

    private async Task<NetworkAcl> Acl(string vpc) =>
        (await ec2.DescribeNetworkAclsAsync(new() { Filters = [By("vpc-id", vpc)] }, Cancel)).NetworkAcls.Single();

    private async Task<NetworkInterface> Interface(CreateNetworkInterfaceRequest request) =>
        (await ec2.CreateNetworkInterfaceAsync(request, Cancel)).NetworkInterface;

    private async Task<Instance> Launch(Action<RunInstancesRequest> choose)
    {
        RunInstancesRequest request = new()
        {
            ImageId = await ec2.ImageIdAsync(),
            InstanceType = InstanceType.T3Micro,
            MinCount = 1,
            MaxCount = 1,
        };
        choose(request);
        var id = (await ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances.Single().InstanceId;
        return (await ec2.DescribeInstancesAsync(new() { InstanceIds = [id] }, Cancel)).Reservations.Single().Instances.Single();
    }

    private async Task<IEnumerable<string>> LocalRoutes(string vpc) =>
        (await ec2.DescribeRouteTablesAsync(new() { Filters = [By("vpc-id", vpc)] }, Cancel)).RouteTables.Single().Routes
        .Where(route => route.GatewayId == "local")
        .Select(route => route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock);

    private async Task<IEnumerable<string>> EgressIpv6(Filter filter) =>
        (await ec2.DescribeSecurityGroupsAsync(new() { Filters = [filter] }, Cancel)).SecurityGroups
        .SelectMany(group => group.IpPermissionsEgress)
        .SelectMany(permission => permission.Ipv6Ranges ?? [])
        .Select(range => range.CidrIpv6);
}
