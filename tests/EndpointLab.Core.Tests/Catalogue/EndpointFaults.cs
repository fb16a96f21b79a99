namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>8 and 13: the endpoint itself, and callers that come to one from elsewhere.</summary>
internal static class EndpointFaults
{
    public static IEnumerable<Fault> All =>
    [
        new(8, "there is no endpoint", lab => lab.DeleteEndpointAsync())
        {
            Cause = Cause.NoEndpoint,
            Says = "table of subnet: no route to",
            Blames = "vpc",
            Mends = NewEndpoint,
            At = ["endpoint", "table/endpoint's route"],
        },
        new(8, "the endpoint is in another VPC", async lab =>
        {
            await lab.DeleteEndpointAsync();
            await lab.OtherVpcAsync();
        })
        {
            Cause = Cause.EndpointInAnotherVpc,
            Says = "table of subnet: no route to",
            Blames = "other endpoint",
            Mends = NewEndpoint,
            At = ["endpoint", "table/endpoint's route"],
        },
        .. new[] { "failed", "rejected" }.Select(state => InState(Way.GatewayEndpoint, state)),
        Going(Way.GatewayEndpoint) with { Says = "table of subnet: no route to" },
        .. new[] { "failed", "rejected", "expired", "pendingAcceptance" }.Select(state => InState(Way.InterfaceEndpoint, state) with
        {
            Says = "group: no outbound rule admits tcp/443 to",
        }),
        Going(Way.InterfaceEndpoint) with
        {
            Says = "group: no outbound rule admits tcp/443 to",
            Also = [(Cause.SecurityGroupEgress, "group")],
            Mends = [.. NewEndpoint, SecurityGroupFaults.Rule("group", isEgress: true, "PrefixListId=s3-list")],
            At = ["endpoint", "group"],
        },
        InState(Way.InterfaceEndpoint, "failed") with
        {
            Name = "the endpoint, asked by its own name, is failed",
            Asks = new() { AsksEndpoint = true },
        },
        Peered("S3's prefix list leads to a peer that has an endpoint", (lab, peering) =>
            lab.RouteAsync(lab["table"], lab["s3-list"], peering)) with
        {
            Mends = [.. NewEndpoint, Gone("DestinationPrefixListId=s3-list")],
        },
        Peered("S3's blocks lead to a peer that has an endpoint", (lab, peering) => lab.RouteS3Async(peering)) with
        {
            Mends = [.. NewEndpoint, .. WorkingLab.S3Blocks.Select(block => Gone($"DestinationCidrBlock={block}"))],
        },
        Peered("everything leads to a peer that has an endpoint", (lab, peering) => lab.RouteAsync(lab["table"], "0.0.0.0/0", peering)),
        new(13, "everything leads to a VPN", async lab =>
        {
            await lab.DeleteEndpointAsync();
            await lab.RouteAsync(lab["table"], "0.0.0.0/0", await lab.VpnGatewayAsync(lab["vpc"]));
        })
        {
            Cause = Cause.NoEndpoint,
            Says = "VPN gateway: what is behind it is not simulated",
            Blames = "vpc",
            Mends = NewEndpoint,
            At = ["endpoint", "table", "VPN gateway"],
        },
    ];

    /// <summary>A gateway endpoint as AWS makes it by default, on the one route table.</summary>
    private static string[] NewEndpoint =>
    [
        "+ table.Routes: DestinationPrefixListId=s3-list GatewayId=new vpce Origin=CreateRoute State=active",
        "+ new vpce.IpAddressType = ipv4",
        "+ new vpce.PolicyDocument: Action=* Effect=Allow Principal=* Resource=*",
        "+ new vpce.PrivateDnsEnabled = false",
        "+ new vpce.RouteTableIds: table",
        $"+ new vpce.ServiceName = com.amazonaws.{WorkingLab.Region}.s3",
        $"+ new vpce.ServiceRegion = {WorkingLab.Region}",
        "+ new vpce.State = Available",
        "+ new vpce.VpcEndpointType = Gateway",
        "+ new vpce.VpcId = vpc",
    ];

    private static string Gone(string route) => $"- table.Routes: {route} Origin=CreateRoute State=active VpcPeeringConnectionId=peering";

    private static Fault InState(Way over, string state) => new(8, $"the endpoint is {state}", lab => lab.ForceEndpointAsync(state))
    {
        Over = over,
        Cause = Cause.EndpointNotAvailable,
        Says = $"endpoint is {state}",
        Blames = "endpoint",
        At = ["endpoint/state"],
    };

    /// <summary>One that is being deleted is as good as none.</summary>
    private static Fault Going(Way over) => InState(over, "deleting") with
    {
        Cause = Cause.NoEndpoint,
        Blames = "vpc",
        Mends = NewEndpoint,
        At = ["endpoint", "table/endpoint's route"],
    };

    private static Fault Peered(string name, Func<WorkingLab, string, Task> route) => new(13, name, async lab =>
    {
        await lab.DeleteEndpointAsync();
        var other = await lab.OtherVpcAsync();
        var peering = (await lab.Ec2.CreateVpcPeeringConnectionAsync(
            new() { VpcId = lab["vpc"], PeerVpcId = other }, WorkingLab.Cancel)).VpcPeeringConnection.VpcPeeringConnectionId;
        await lab.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = lab.Know("peering", peering) }, WorkingLab.Cancel);
        await route(lab, peering);
    })
    {
        Cause = Cause.EdgeToEdge,
        Says = "is not in other vpc, and a peering connection leads nowhere beyond it",
        Blames = "peering",
        Mends = NewEndpoint,
        At = ["endpoint", "table"],
    };
}
