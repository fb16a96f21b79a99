using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>
/// The lab of <see cref="LabNetwork"/> with IPv6: both instances have an address, and the tables have no route for it yet.
/// </summary>
public sealed class Ipv6ConnectTests : IAsyncLifetime
{
    private const string Host = "2001:db8::10";
    private const string DualStack = "s3.dualstack.us-east-1.amazonaws.com";

    private LabNetwork lab = null!;
    private string open = "", closed = "", block = "";

    public async ValueTask InitializeAsync()
    {
        lab = await LabNetwork.Build();
        block = (await lab.Ec2.AssociateVpcCidrBlockAsync(new() { VpcId = lab.VpcId, AmazonProvidedIpv6CidrBlock = true }, Cancel))
            .Ipv6CidrBlockAssociation.Ipv6CidrBlock;
        open = await Assign(lab.Public, 1);
        closed = await Assign(lab.Private, 2);
        IpPermission everything = new() { IpProtocol = "-1", Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] };
        foreach (var group in new[] { lab.PublicGroup, lab.PrivateGroup })
            await lab.Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [everything] }, Cancel);
    }

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Within_the_vpc_groups_admit_ipv6_by_group_or_block()
    {
        Reachable(await lab.Connect(lab.PublicInterface, closed, 22), "local");
        Blocked(
            await lab.Connect(lab.PrivateInterface, open, 22),
            $"{lab.PublicGroup}: no inbound rule admits tcp/22 from {closed}");
        await Admit(closed + "/128");
        Reachable(await lab.Connect(lab.PrivateInterface, open, 22), "local");
    }

    [Fact]
    public async Task An_acl_decides_by_the_first_entry_of_the_family()
    {
        await Admit(closed + "/128");
        await lab.Ec2.CreateNetworkAclEntryAsync(new()
        {
            NetworkAclId = await lab.AclOf(lab.Public),
            Egress = false,
            RuleAction = RuleAction.Deny,
            RuleNumber = 50,
            Protocol = "-1",
            Ipv6CidrBlock = "::/0",
        }, Cancel);
        var connected = await lab.Connect(lab.PrivateInterface, open, 22);
        Assert.EndsWith($"inbound rule 50 denies tcp/22 from {closed}", connected.StoppedBy);
        Reachable(await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22), lab.Gateway);
    }

    [Fact]
    public async Task An_internet_gateway_passes_ipv6_both_ways_without_translating()
    {
        await Admit("2001:db8::/32");
        Blocked(
            await lab.Connect(Host, open, 22),
            $"{lab.PublicTable} of {lab.Public.SubnetId}: no route back to {Host} through {lab.Gateway}");
        await Route(lab.PublicTable, new() { GatewayId = lab.Gateway });
        Reachable(await lab.Connect(Host, open, 22), lab.Gateway);
        var outward = await lab.Connect(lab.PublicInterface, Host, 443);
        Reachable(outward, lab.Gateway);
        Assert.Contains($"{lab.Gateway} as {open}", outward.Hops);
        Blocked(await lab.Connect(LabNetwork.Home, open, 22), $"{LabNetwork.Home} has no IPv6 address to reach {open} from");
        Blocked(await lab.Connect(Host, "fd00::1", 22), "fd00::1 is a private address, to which the internet has no route");
    }

    [Fact]
    public async Task An_egress_only_internet_gateway_lets_nothing_in()
    {
        var gateway = (await lab.Ec2.CreateEgressOnlyInternetGatewayAsync(new() { VpcId = lab.VpcId }, Cancel))
            .EgressOnlyInternetGateway.EgressOnlyInternetGatewayId;
        Blocked(await lab.Connect(lab.PrivateInterface, Host, 443), $"{lab.PrivateTable} of {lab.Private.SubnetId}: no route to {Host}");
        await Route(lab.PrivateTable, new() { EgressOnlyInternetGatewayId = gateway });
        Reachable(await lab.Connect(lab.PrivateInterface, Host, 443), gateway);
        await lab.Ec2.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = lab.PrivateGroup,
            IpPermissions = [new() { IpProtocol = "-1", Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] }],
        }, Cancel);
        Blocked(
            await lab.Connect(Host, closed, 22),
            $"{lab.PrivateTable} of {lab.Private.SubnetId}: no route back to {Host} through {lab.Gateway}");
    }

    [Fact]
    public async Task A_name_with_both_families_means_ipv6_to_a_client_that_has_it()
    {
        await Route(lab.PublicTable, new() { GatewayId = lab.Gateway });
        var connected = await lab.Connect(lab.PublicInterface, DualStack, 443);
        Reachable(connected, lab.Gateway);
        Assert.True(IPNetwork.Parse("2600:1fa0:8000::/39").Contains(IPAddress.Parse(connected.Address!))
            || IPNetwork.Parse("2600:1ff8:8000::/40").Contains(IPAddress.Parse(connected.Address!)));
        Assert.DoesNotContain(':', (await lab.Connect(lab.PublicInterface, LabNetwork.S3Name, 443)).Address!);
        Assert.DoesNotContain(':', (await lab.Connect(LabNetwork.Home, DualStack, 443)).Address!);
        Assert.Contains(':', (await lab.Connect(Host, DualStack, 443)).Address!);
        Blocked(await lab.Connect(Host, LabNetwork.S3Name, 443), $"{LabNetwork.S3Name} has no IPv6 address");
    }

    [Fact]
    public async Task An_ipv4_endpoint_leaves_dual_stack_traffic_unrouted() => Assert.Equal(
        $"{lab.PrivateTable} of {lab.Private.SubnetId}: no route to",
        (await lab.Connect(lab.PrivateInterface, DualStack, 443)).StoppedBy!.Split(" 2600")[0]);

    [Fact]
    public async Task A_gateway_endpoint_has_a_route_for_each_of_its_families()
    {
        const string Bucket = $"{LabNetwork.Bucket}.{DualStack}";
        await Modify("dualstack");
        Assert.Equal(["com.amazonaws.us-east-1.ipv6.s3", "com.amazonaws.us-east-1.s3"], await Lists());
        Assert.Equal((200, "hello", lab.Endpoint), await lab.Read(lab.PrivateInterface, Bucket));
        Assert.Equal((200, "hello", lab.Endpoint), await lab.Read(lab.PrivateInterface));
        await Modify("ipv6");
        Assert.Equal(["com.amazonaws.us-east-1.ipv6.s3"], await Lists());
        Reachable(await lab.Connect(lab.PrivateInterface, Bucket, 443), lab.Endpoint);
        Assert.Contains("no route to", (await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443)).StoppedBy);
        CreateVpcEndpointRequest second = new()
        {
            VpcId = lab.VpcId,
            ServiceName = "com.amazonaws.us-east-1.s3",
            IpAddressType = IpAddressType.Dualstack,
            RouteTableIds = [lab.PrivateTable],
        };
        await Refused("RouteAlreadyExists", lab.Ec2.CreateVpcEndpointAsync(second, Cancel));
        second.IpAddressType = IpAddressType.Ipv4;
        await lab.Ec2.CreateVpcEndpointAsync(second, Cancel);
        await Refused("RouteAlreadyExists", Modify("dualstack"));

        Task Modify(string type) =>
            lab.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = lab.Endpoint, IpAddressType = type }, Cancel);

        async Task<IEnumerable<string>> Lists()
        {
            var table = await lab.Ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [lab.PrivateTable] }, Cancel);
            var ids = table.RouteTables.Single().Routes.Where(route => route.GatewayId == lab.Endpoint)
                .Select(route => route.DestinationPrefixListId).ToList();
            var lists = await lab.Ec2.DescribeManagedPrefixListsAsync(new() { PrefixListIds = ids }, Cancel);
            return lists.PrefixLists.Select(list => list.PrefixListName).Order();
        }
    }

    [Fact]
    public async Task An_endpoint_interface_is_out_of_the_internets_reach()
    {
        await Route(lab.PublicTable, new() { GatewayId = lab.Gateway });
        var group = (await lab.Ec2.CreateSecurityGroupAsync(new("open", "open") { VpcId = lab.VpcId }, Cancel)).GroupId;
        IpPermission everything = new() { IpProtocol = "-1", Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] };
        await lab.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [everything] }, Cancel);
        var endpoint = (await lab.Ec2.CreateVpcEndpointAsync(new()
        {
            VpcId = lab.VpcId,
            VpcEndpointType = VpcEndpointType.Interface,
            ServiceName = "com.amazonaws.us-east-1.sqs",
            IpAddressType = IpAddressType.Dualstack,
            SubnetIds = [lab.Public.SubnetId],
            SecurityGroupIds = [group],
            PrivateDnsEnabled = false,
        }, Cancel)).VpcEndpoint;
        var held = (await lab.Ec2.DescribeNetworkInterfacesAsync(
            new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces.Single();
        Assert.True(held.DenyAllIgwTraffic);
        var address = held.Ipv6Addresses.Single().Ipv6Address;
        Blocked(await lab.Connect(Host, address, 443), $"{held.NetworkInterfaceId} denies all traffic of internet gateways");
    }

    [Fact]
    public async Task An_ipv6_only_instance_reaches_ipv4_through_dns64_and_a_nat_gateway()
    {
        var subnet = (await lab.Ec2.CreateSubnetAsync(
            new() { VpcId = lab.VpcId, Ipv6Native = true, Ipv6CidrBlock = Part(3) }, Cancel)).Subnet.SubnetId;
        await lab.Ec2.AssociateRouteTableAsync(new() { SubnetId = subnet, RouteTableId = lab.PrivateTable }, Cancel);
        var from = await Launch(subnet);
        Blocked(await lab.Connect(from, "example.com", 443), "example.com has no IPv6 address");
        await lab.Ec2.ModifySubnetAttributeAsync(new() { SubnetId = subnet, EnableDns64 = true }, Cancel);
        var elastic = (await lab.Ec2.AllocateAddressAsync(new(), Cancel)).AllocationId;
        var nat = (await lab.Ec2.CreateNatGatewayAsync(new() { SubnetId = lab.Public.SubnetId, AllocationId = elastic }, Cancel))
            .NatGateway.NatGatewayId;
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PrivateTable, DestinationIpv6CidrBlock = "64:ff9b::/96", NatGatewayId = nat }, Cancel);
        var connected = await lab.Connect(from, "example.com", 443);
        Reachable(connected, nat);
        Assert.StartsWith("64:ff9b::", connected.Address);
    }

    [Fact]
    public async Task A_resource_name_has_the_records_that_its_subnet_asks_for()
    {
        var name = $"{lab.Private.InstanceId}.ec2.internal";
        Blocked(await lab.Connect(lab.PublicInterface, name, 22), $"{name} does not exist");
        await lab.Ec2.ModifySubnetAttributeAsync(
            new() { SubnetId = lab.Private.SubnetId, EnableResourceNameDnsARecordOnLaunch = true }, Cancel);
        Assert.Equal(lab.Private.PrivateIpAddress, (await lab.Connect(lab.PublicInterface, name, 22)).Address);
        await lab.Ec2.ModifySubnetAttributeAsync(
            new() { SubnetId = lab.Private.SubnetId, EnableResourceNameDnsAAAARecordOnLaunch = true }, Cancel);
        Assert.Equal(closed, (await lab.Connect(lab.PublicInterface, name, 22)).Address);
    }

    private static void Reachable(Connected connected, string? via)
    {
        Assert.Null(connected.StoppedBy);
        Assert.Equal(("Reachable", via), (connected.Result, connected.Via));
    }

    private static void Blocked(Connected connected, string stoppedBy) =>
        Assert.Equal(("Blocked", stoppedBy), (connected.Result, connected.StoppedBy));

    /// <summary>One of the 256 parts of 64 bits of the VPC's block.</summary>
    private string Part(byte number)
    {
        var bytes = IPNetwork.Parse(block).BaseAddress.GetAddressBytes();
        bytes[7] = number;
        return $"{new IPAddress(bytes)}/64";
    }

    private async Task<string> Assign(Instance instance, byte number)
    {
        await lab.Ec2.AssociateSubnetCidrBlockAsync(new() { SubnetId = instance.SubnetId, Ipv6CidrBlock = Part(number) }, Cancel);
        return (await lab.Ec2.AssignIpv6AddressesAsync(
            new() { NetworkInterfaceId = instance.NetworkInterfaces.Single().NetworkInterfaceId, Ipv6AddressCount = 1 }, Cancel))
            .AssignedIpv6Addresses.Single();
    }

    private Task Admit(string source) => lab.Ec2.AuthorizeSecurityGroupIngressAsync(new()
    {
        GroupId = lab.PublicGroup,
        IpPermissions = [new() { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv6Ranges = [new() { CidrIpv6 = source }] }],
    }, Cancel);

    private Task Route(string table, CreateRouteRequest request)
    {
        (request.RouteTableId, request.DestinationIpv6CidrBlock) = (table, "::/0");
        return lab.Ec2.CreateRouteAsync(request, Cancel);
    }

    private async Task<string> Launch(string subnet)
    {
        RunInstancesRequest request = new(await lab.Ec2.ImageIdAsync(), 1, 1) { InstanceType = InstanceType.T3Micro, SubnetId = subnet };
        var instance = (await lab.Ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances.Single();
        return instance.NetworkInterfaces.Single().NetworkInterfaceId;
    }
}
