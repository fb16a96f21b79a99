namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// Takes one connection hop by hop through the network, the replies too, until something stops it. Each step answers null where
/// it passes, and otherwise who stops it.
/// </summary>
internal sealed partial class Walk(Cloud cloud, Protocol protocol, int port)
{
    // The ports from which Amazon Linux and a NAT gateway open connections.
    private const int FirstSourcePort = 32768, LastSourcePort = 60999;
    private const int FirstNatPort = 1024, LastNatPort = 65535;

    private readonly List<string> hops = [];
    private readonly HashSet<(Subnet, NetworkInterface, VpcEndpoint?)> left = [];
    private string? via;
    private Address seenAs;
    private VpcEndpoint? endpoint;

    public NetworkPath FromInterface(RegionState region, NetworkInterface from, Address destination)
    {
        if (from.SourceTo(destination) is not { } source)
        {
            hops.Add(from.Id);
            return End(destination, NoAddress(from.Id, destination));
        }

        hops.Add($"{from.Id} {source}");
        seenAs = source;
        Flow flow = new(protocol, source, Port(FirstSourcePort, LastSourcePort), destination, port);
        return End(destination, NotRunning(region, from) ?? Send(region, from, flow));
    }

    public NetworkPath FromInternet(Address source, Address destination)
    {
        hops.Add($"{source} on the internet");
        seenAs = source;
        if (source.IsIpv6 != destination.IsIpv6)
            return End(destination, NoAddress($"{source}", destination));
        return End(destination, Enter(new(protocol, source, Port(FirstSourcePort, LastSourcePort), destination, port)));
    }

    private static string NoAddress(string from, Address destination) =>
        $"{from} has no {(destination.IsIpv6 ? "IPv6" : "IPv4")} address to reach {destination} from";

    private NetworkPath End(Address destination, string? stoppedBy) =>
        new(hops) { Address = destination, Via = via, StoppedBy = stoppedBy, SeenAs = seenAs, Endpoint = endpoint };

    /// <summary>Another port for each connection, as an operating system takes them: which one comes next nobody can tell.</summary>
    private int Port(int first, int last) => first + (int)(cloud.Now.Call * 7919 % (last - first + 1));

    private static string? NotRunning(RegionState region, NetworkInterface at) => at.Attachment?.Instance switch
    {
        null when at.InterfaceType is "interface" => $"{at.Id} is attached to no instance",
        { } instance when instance.State.At(region.Now) is not InstanceState.Running and var state => $"{instance.Id} is {state}",
        _ => null,
    };

    private string? Send(RegionState region, NetworkInterface from, Flow flow)
    {
        if (AmazonAddresses.ServedPort(from, flow.Destination) is { } served)
        {
            hops.Add($"{flow.Destination} Amazon's own service to every instance");
            via = Route.LocalTarget;
            return flow.Port == served ? null : $"{flow.Destination} does not listen on {flow}";
        }

        return PacketFilter.Outbound(region, from, flow, OtherEnd(region, from, flow.Destination))
            ?? Leave(region, from, from.Subnet, flow);
    }

    /// <summary>Out of a subnet, and the replies back into it.</summary>
    /// <param name="from">The interface that sends the packets, here or in a subnet before.</param>
    private string? Leave(RegionState region, NetworkInterface from, Subnet subnet, Flow flow)
    {
        var acl = region.NetworkAclOf(subnet);
        hops.Add(subnet.Id);
        if (subnet.Contains(flow.Destination))
            return Local(region, from, subnet, flow);
        return left.Add((subnet, from, inspector))
            ? PacketFilter.Outbound(acl, flow) ?? Forward(region, from, subnet, flow) ?? PacketFilter.Inbound(acl, flow.Reply)
            : $"{region.RouteTableOf(subnet).Id} of {subnet.Id}: packets to {flow.Destination} go round in a circle";
    }

    private string? Forward(RegionState region, NetworkInterface from, Subnet subnet, Flow flow)
    {
        var table = region.RouteTableOf(subnet);
        if (RouteLookup.Find(region, table, flow.Destination) is not { } route)
            return $"{table.Id} of {subnet.Id}: no route to {flow.Destination}";
        hops.Add($"{table.Id} {route.Destination} → {route.Target}");
        if (!route.IsActive(region, table.Vpc))
            return $"{table.Id}: {route.Destination} → {route.Target} is a black hole";
        return (route.Target is Route.LocalTarget ? null : region.Find(route.Target)) switch
        {
            null => Local(region, from, subnet, flow),
            InternetGateway gateway => ThroughInternetGateway(region, gateway, from, flow),
            EgressOnlyInternetGateway gateway => ThroughEgressOnlyInternetGateway(region, gateway, from, flow),
            NatGateway nat => ThroughNat(region, nat, from, subnet, flow),
            VpcEndpoint { Service.IsGateway: true } gateway => ToService(gateway, flow),
            VpcEndpoint gateway => ThroughAppliance(
                region, gateway, subnet, flow, Route.LocalTarget, next => Leave(region, from, next, flow)),
            NetworkInterface to when to.Has(flow.Destination) => Local(region, from, subnet, flow),
            NetworkInterface appliance => ThroughInstance(appliance),
            VpcPeeringConnection peering when peering.Peering.Opposite(table.Vpc) is { } there =>
                OverPeering(region, peering, there, from, flow),
            { } beyond => OutOfSimulation(beyond),
        };
    }

    private string? Local(RegionState region, NetworkInterface from, Subnet subnet, Flow flow)
    {
        via ??= Route.LocalTarget;
        var vpc = from.Subnet.Vpc;
        if (InVpc(region, vpc, flow.Destination) is not { } to)
            return $"{vpc.Id}: no network interface has {flow.Destination}";
        var acl = region.NetworkAclOf(to.Subnet);
        var filtered = to.Subnet != subnet;
        if (filtered)
            hops.Add(to.Subnet.Id);
        return (filtered ? PacketFilter.Inbound(acl, flow) : null)
            ?? PacketFilter.Inbound(region, to, flow, inspector is null ? from : null)
            ?? Deliver(region, to, flow)
            ?? Return(region, to.Subnet, flow)
            ?? (filtered ? PacketFilter.Outbound(acl, flow.Reply) : null);
    }

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

    /// <summary>Through a gateway endpoint, or an endpoint with interfaces, to the service behind it.</summary>
    private string? ToService(VpcEndpoint through, Flow flow)
    {
        via = through.Id;
        if (!through.IsServing)
            return $"{through.Id} is {through.State}";
        hops.Add($"{through.Id} {through.Service.Name}");
        hops.Add($"{flow.Destination} {flow}");
        endpoint = through;
        return through.Service.ListensOn(flow.Port) ? null : $"{through.Service.Name} does not listen on {flow}";
    }

    /// <summary>Into what has no other end here, such as a VPN gateway.</summary>
    private string OutOfSimulation(Resource gateway)
    {
        via ??= gateway.Id;
        hops.Add(gateway.Id);
        return $"{gateway.Id}: what is behind it is not simulated";
    }

    private static string ThroughInstance(NetworkInterface appliance) => appliance.SourceDestCheck
        ? $"{appliance.Id}: its source/destination check drops what is not meant for it"
        : $"{appliance.Id}: the instance behind it does not forward";

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

    /// <summary>At an interface behind its groups: a running Amazon Linux listens for SSH, and for nothing else.</summary>
    private string? Deliver(RegionState region, NetworkInterface to, Flow flow)
    {
        const int ssh = 22;
        hops.Add($"{to.Id} {flow.Destination}");
        if (region.VpcEndpoints.FirstOrDefault(one => one.NetworkInterfaces.Contains(to)) is { } behind)
            return ToService(behind, flow);
        return to.Attachment?.Instance is not { } instance ? $"{to.Id}: no instance takes the connection"
            : NotRunning(region, to) ?? (flow.Port == ssh ? null : $"{instance.Id}: nothing listens on {flow}: connection refused");
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

    private static NetworkInterface? InVpc(RegionState region, Vpc vpc, Address address) =>
        region.NetworkInterfaces.FirstOrDefault(one => one.Has(address) && one.Subnet.Vpc == vpc);
}
