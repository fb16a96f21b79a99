namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// The part of a way that a peering connection leads into another VPC. It leads to what has an address there, and to nothing beyond: no
/// gateway and no gateway endpoint of that VPC ("VPC peering limitations").
/// </summary>
internal sealed partial class Walk
{
    private string? OverPeering(RegionState region, VpcPeeringConnection connection, VpcPlace there, NetworkInterface from, Flow flow)
    {
        via ??= connection.Id;
        hops.Add($"{connection.Id} {there.Vpc.Id}");
        if (!there.Vpc.Contains(flow.Destination))
            return $"{connection.Id}: {flow.Destination} is not in {there.Vpc.Id}, and a peering connection leads nowhere beyond it";
        if (InVpc(there.Region, there.Vpc, flow.Destination) is not { } to)
            return $"{there.Vpc.Id}: no network interface has {flow.Destination}";
        hops.Add(to.Subnet.Id);
        var acl = there.Region.NetworkAclOf(to.Subnet);
        return Return(there.Region, to.Subnet, flow, connection.Id)
            ?? PacketFilter.Inbound(acl, flow)
            ?? PacketFilter.Inbound(there.Region, to, flow, inspector is null ? from : null)
            ?? Deliver(there.Region, to, flow)
            ?? PacketFilter.Outbound(acl, flow.Reply);
    }

    /// <summary>
    /// The interface at the other end of a connection, where the route leads straight to it, in the VPC or in a peer: through an appliance
    /// a group means nobody ("Security group rules" in the VPC User Guide).
    /// </summary>
    private static NetworkInterface? OtherEnd(RegionState region, NetworkInterface from, Address destination)
    {
        var vpc = from.Subnet.Vpc;
        if (from.Subnet.Contains(destination))
            return InVpc(region, vpc, destination);
        var route = RouteLookup.Find(region, region.RouteTableOf(from.Subnet), destination);
        if (route?.Target is Route.LocalTarget)
            return InVpc(region, vpc, destination);
        return region.PeersOf(vpc).Where(peered => peered.Connection.Id == route?.Target)
            .Select(peered => InVpc(peered.Peer.Region, peered.Peer.Vpc, destination))
            .FirstOrDefault();
    }
}
