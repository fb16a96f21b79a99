namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>1 and 2: the subnet's route table.</summary>
internal static class RouteFaults
{
    private static Asked Ipv4 => new() { UseDualStack = false };

    public static IEnumerable<Fault> All =>
    [
        new(1, "the endpoint isn't on the subnet's table", lab => lab.Ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = lab["endpoint"], RemoveRouteTableIds = [lab["table"]] }, WorkingLab.Cancel))
        {
            Cause = Cause.NoRoute,
            Says = "table of subnet: no route to",
            Blames = "table",
            Mends = EndpointRoute("table"),
            At = ["table/endpoint's route"],
        },
        new(1, "the subnet has fallen back to the main table", DisassociateAsync)
        {
            Cause = Cause.NoRoute,
            Says = "main of subnet: no route to",
            Blames = "main",
            Mends = EndpointRoute("main"),
            At = ["table"],
        },
        new(1, "the subnet uses another table", UseAnotherTableAsync)
        {
            Cause = Cause.NoRoute,
            Says = "other table of subnet: no route to",
            Blames = "other table",
            Mends = EndpointRoute("other table"),
            At = ["table"],
        },
        new(2, "the same blocks lead to an internet gateway", async lab =>
            await lab.RouteS3Async(lab.Know("internet gateway", await lab.Network.GatewayAsync(lab["vpc"]))))
        {
            Cause = Cause.RouteOverridden,
            Says = "interface has no public address, so internet gateway does not pass its traffic",
            Blames = "table",
            Concerns = Ipv4,
            Mends = Gone("internet gateway", "active", WorkingLab.S3Blocks),
            At = ["table/routes to S3's blocks", "internet gateway"],
        },
        new(2, "longer prefixes lead to a VPN gateway", RouteHalvesAsync)
        {
            Cause = Cause.RouteOverridden,
            Says = "VPN gateway: what is behind it is not simulated",
            Blames = "table",
            Concerns = Ipv4,
            Mends = Gone(
                "VPN gateway", "active",
                "3.5.64.0/22", "3.5.68.0/22", "3.5.72.0/24", "3.5.73.0/24", "18.34.240.0/23", "18.34.242.0/23", "52.92.0.0/20",
                "52.92.16.0/20", "52.218.0.0/18", "52.218.64.0/18"),
            At = ["table/routes to S3's blocks", "VPN gateway"],
        },
        new(2, "the same blocks lead into a black hole", RouteIntoNothingAsync)
        {
            Cause = Cause.RouteOverridden,
            Says = "is a black hole",
            Blames = "table",
            Concerns = Ipv4,
            Mends = Gone("internet gateway", "blackhole", WorkingLab.S3Blocks),
            At = ["table/routes to S3's blocks", "internet gateway"],
        },
        new(2, "the endpoint's subnet is led to an interface that is gone", RouteToGoneInterfaceAsync)
        {
            Over = Way.InterfaceEndpoint,
            Cause = Cause.RouteBlackhole,
            Says = "group: no outbound rule admits tcp/443 to 10.0.2.4",
            Blames = "table",
            Concerns = Ipv4,
            Mends =
            [
                "- table.Routes: DestinationCidrBlock=10.0.2.0/24 NetworkInterfaceId=gone interface Origin=CreateRoute State=blackhole",
            ],
            At = ["table", "endpoint/itself"],
        },
        new(2, "S3's blocks lead into a black hole, and everything else out", RouteToGoneVpnAsync)
        {
            Over = Way.NatGateway,
            Cause = Cause.RouteBlackhole,
            Says = "is a black hole",
            Blames = "table",
            Concerns = Ipv4,
            Mends = Gone("VPN gateway", "blackhole", WorkingLab.S3Blocks),
            At = ["table", "VPN gateway"],
        },
        new(2, "one of the blocks leads to an internet gateway", async lab => await lab.RouteAsync(
            lab["table"], WorkingLab.S3BlockInUse, lab.Know("internet gateway", await lab.Network.GatewayAsync(lab["vpc"]))))
        {
            Cause = Cause.RouteOverridden,
            IsPartly = true,
            Says = "interface has no public address, so internet gateway does not pass its traffic",
            Blames = "table",
            Concerns = Ipv4,
            Mends = Gone("internet gateway", "active", WorkingLab.S3BlockInUse),
            At = ["table/routes to S3's blocks", "internet gateway"],
        },
    ];

    private static string[] EndpointRoute(string table) =>
    [
        $"+ endpoint.RouteTableIds: {table}",
        $"+ {table}.Routes: DestinationPrefixListId=s3-list GatewayId=endpoint Origin=CreateRoute State=active",
    ];

    private static string[] Gone(string gateway, string state, params IEnumerable<string> blocks) =>
        [.. blocks.Select(block => $"- table.Routes: DestinationCidrBlock={block} GatewayId={gateway} Origin=CreateRoute State={state}")];

    private static async Task DisassociateAsync(WorkingLab lab) =>
        await lab.Ec2.DisassociateRouteTableAsync(new() { AssociationId = await AssociationAsync(lab) }, WorkingLab.Cancel);

    private static async Task UseAnotherTableAsync(WorkingLab lab)
    {
        var table = (await lab.Ec2.CreateRouteTableAsync(new() { VpcId = lab["vpc"] }, WorkingLab.Cancel)).RouteTable.RouteTableId;
        await lab.Ec2.ReplaceRouteTableAssociationAsync(
            new() { AssociationId = await AssociationAsync(lab), RouteTableId = lab.Know("other table", table) }, WorkingLab.Cancel);
    }

    private static async Task<string> AssociationAsync(WorkingLab lab) => (await lab.Ec2.DescribeRouteTablesAsync(
        new() { RouteTableIds = [lab["table"]] }, WorkingLab.Cancel)).RouteTables.Single().Associations.Single().RouteTableAssociationId;

    private static async Task RouteHalvesAsync(WorkingLab lab)
    {
        var gateway = await lab.VpnGatewayAsync(lab["vpc"]);
        foreach (var block in WorkingLab.S3Blocks.Select(Cidr.Parse))
        {
            await lab.RouteAsync(lab["table"], $"{block.First}/{block.Length + 1}", gateway);
            await lab.RouteAsync(
                lab["table"],
                $"{block.First with { Value = block.First.Value + ((UInt128)1 << (31 - block.Length)) }}/{block.Length + 1}",
                gateway);
        }
    }

    /// <summary>As a firewall leaves it behind that stood between two subnets.</summary>
    private static async Task RouteToGoneInterfaceAsync(WorkingLab lab)
    {
        var made = await lab.Ec2.CreateNetworkInterfaceAsync(new() { SubnetId = lab["subnet"] }, WorkingLab.Cancel);
        var firewall = lab.Know("gone interface", made.NetworkInterface.NetworkInterfaceId);
        await lab.RouteAsync(lab["table"], "10.0.2.0/24", firewall);
        await lab.Ec2.DeleteNetworkInterfaceAsync(new() { NetworkInterfaceId = firewall }, WorkingLab.Cancel);
    }

    private static async Task RouteToGoneVpnAsync(WorkingLab lab)
    {
        var gateway = await lab.VpnGatewayAsync(lab["vpc"]);
        await lab.RouteS3Async(gateway);
        await lab.Ec2.DetachVpnGatewayAsync(new() { VpcId = lab["vpc"], VpnGatewayId = gateway }, WorkingLab.Cancel);
    }

    private static async Task RouteIntoNothingAsync(WorkingLab lab)
    {
        var gateway = lab.Know("internet gateway", await lab.Network.GatewayAsync(lab["vpc"]));
        await lab.RouteS3Async(gateway);
        await lab.Ec2.DetachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = lab["vpc"] }, WorkingLab.Cancel);
    }
}
