namespace EndpointLab.Simulator.DataPlane;

/// <summary>The part of a way that leads through the gateways of a VPC into the internet, or from there into a VPC.</summary>
internal sealed partial class Walk
{
    private string? ThroughInternetGateway(RegionState region, InternetGateway gateway, NetworkInterface from, Flow flow)
    {
        via ??= gateway.Id;
        if (from.DenyAllIgwTraffic)
            return $"{from.Id} denies all traffic of internet gateways";
        if ((flow.Source.IsIpv6 ? flow.Source : from.PublicAddress) is not { } address)
            return $"{from.Id} has no public address, so {gateway.Id} does not pass its traffic";
        hops.Add($"{gateway.Id} as {address}");
        seenAs = address;
        return PublicAccess.Outbound(region, from, gateway, isEgressOnly: false)
            ?? Return(region, gateway, flow)
            ?? Enter(flow with { Source = address });
    }

    private string? ThroughEgressOnlyInternetGateway(
        RegionState region, EgressOnlyInternetGateway gateway, NetworkInterface from, Flow flow)
    {
        via ??= gateway.Id;
        hops.Add($"{gateway.Id} as {flow.Source}");
        return PublicAccess.Outbound(region, from, gateway, isEgressOnly: true)
            ?? Return(region, table: null, gateway.Id, flow, Route.LocalTarget)
            ?? Enter(flow);
    }

    private string? ThroughNat(RegionState region, NatGateway nat, NetworkInterface from, Subnet subnet, Flow flow)
    {
        if (from == nat.NetworkInterface)
            return $"{region.RouteTableOf(from.Subnet).Id} sends {nat.Id}'s own traffic back to it";
        via = nat.Id;
        if (nat.State.At(region.Now) is not "available" and var state)
            return $"{nat.Id} is {state}";
        var destination = AmazonAddresses.FromNat64(flow.Destination) ?? flow.Destination;
        if (nat.NetworkInterface.Address is not { } source || destination.IsIpv6)
            return $"{nat.Id} translates IPv4, and of IPv6 only what stands for it";
        hops.Add($"{nat.Id} {source}");
        var translated = flow with { Source = source, SourcePort = Port(FirstNatPort, LastNatPort), Destination = destination };
        seenAs = translated.Source;
        var acl = region.NetworkAclOf(nat.Subnet);
        var filtered = nat.Subnet != subnet;
        return (filtered ? PacketFilter.Inbound(acl, flow) : null)
            ?? Return(region, nat.Subnet, flow)
            ?? LeaveTranslated(region, nat.NetworkInterface, translated)
            ?? (filtered ? PacketFilter.Outbound(acl, flow.Reply) : null);
    }

    private string? LeaveTranslated(RegionState region, NetworkInterface nat, Flow flow)
    {
        inspector = null;
        return Leave(region, nat, nat.Subnet, flow);
    }

    /// <summary>From the internet to a public address, be it an instance's or anybody's.</summary>
    private string? Enter(Flow flow)
    {
        if (AmazonAddresses.ArePrivate(flow.Destination))
            return $"{flow.Destination} is a private address, to which the internet has no route";
        foreach (var region in cloud.Regions)
        {
            if (region.NetworkInterfaces.FirstOrDefault(one => one.PublicAddress == flow.Destination) is { Address: { } address } to)
                return EnterVpc(region, to, flow with { Destination = address });
            if (flow.Destination.IsIpv6 && region.NetworkInterfaces.FirstOrDefault(one => one.Has(flow.Destination)) is { } ipv6)
                return EnterVpc(region, ipv6, flow);
        }

        return Arrive(flow);
    }

    private string? EnterVpc(RegionState region, NetworkInterface to, Flow flow)
    {
        var vpc = to.Subnet.Vpc;
        if (region.InternetGateways.FirstOrDefault(gateway => gateway.Vpc == vpc) is not { } gateway)
            return $"{vpc.Id} has no internet gateway";
        via ??= gateway.Id;
        hops.Add(gateway.Id);
        if (to.DenyAllIgwTraffic)
            return $"{to.Id} denies all traffic of internet gateways";
        if (PublicAccess.Inbound(region, to, gateway) is { } blocked)
            return blocked;
        return region.RouteTableOf(gateway) is { } edge && RouteLookup.Find(region, edge, flow.Destination) is { } inward
            && InspectorOf(region, inward) is { } inspecting
                ? EnterByAppliance(region, gateway, inspecting, $"{edge.Id} {inward.Destination} → {inward.Target}", flow)
                : EnterSubnet(region, gateway, to, flow);
    }

    private string? EnterSubnet(RegionState region, InternetGateway gateway, NetworkInterface to, Flow flow)
    {
        var table = region.RouteTableOf(to.Subnet);
        if (Return(region, to.Subnet, flow, gateway.Id) is { } lost)
            return lost;
        hops.Add($"{table.Id} {RouteLookup.Find(region, table, flow.Source)!.Destination} → {gateway.Id}");
        hops.Add(to.Subnet.Id);
        var acl = region.NetworkAclOf(to.Subnet);
        return PacketFilter.Inbound(acl, flow)
            ?? PacketFilter.Inbound(region, to, flow, peer: null)
            ?? Deliver(region, to, flow)
            ?? PacketFilter.Outbound(acl, flow.Reply);
    }

    /// <summary>At a host that is none of the cloud's instances. AWS's services listen for HTTP and HTTPS.</summary>
    private string? Arrive(Flow flow)
    {
        hops.Add($"{flow.Destination} {flow}");
        return flow.Port is not (80 or 443) && ServiceAt(flow.Destination) is { } service ? $"{service} does not listen on {flow}" : null;
    }

    private string? ServiceAt(Address address) => cloud.Regions.SelectMany(region => region.PrefixLists)
        .FirstOrDefault(list => list.IsAws
            && list.Entries.Any(entry => entry.Contains(address)))?.Name;
}
