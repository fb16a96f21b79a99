using System.IO.Hashing;

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
    private int Port(int first, int last) =>
        first + (int)(XxHash64.HashToUInt64(BitConverter.GetBytes(cloud.Now.Call)) % (ulong)(last - first + 1));

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

    private static NetworkInterface? InVpc(RegionState region, Vpc vpc, Address address) =>
        region.NetworkInterfaces.FirstOrDefault(one => one.Has(address) && one.Subnet.Vpc == vpc);
}
