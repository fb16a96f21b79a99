using System.Collections.Immutable;

namespace EndpointLab.Analysis;

/// <summary>Packets on their way between two translations of their addresses.</summary>
/// <param name="Source">The address that they bear.</param>
/// <param name="Number">How often they were translated: who chose the port from which they come depends on it.</param>
/// <param name="Destinations">Where those packets go that are looked at.</param>
internal sealed record Leg(IpAddress Source, int Number, AddressSet Destinations)
{
    /// <summary>The interface that sends them; null on the internet.</summary>
    public InterfaceModel? Sender { get; init; }

    /// <summary>What a destination here and the one that was asked for differ by, where a NAT gateway has translated it.</summary>
    public UInt128 Offset { get; init; }

    /// <summary>The last Gateway Load Balancer endpoint that they passed; null for none.</summary>
    public EndpointModel? Inspector { get; init; }

    /// <summary>What the replies have to be routed to where they start: the way the packets came.</summary>
    public string ReturnsTo { get; init; } = RouteModel.LocalTarget;

    /// <summary>Whether they came into the VPC by an internet gateway of either kind.</summary>
    public bool IsFromInternetGateway => ResourceKind.PrefixOf(ReturnsTo) is "igw" or "eigw";

    /// <summary>The subnets that they left, from which sender and after which inspection: none a second time, or they go round.</summary>
    public ImmutableStack<(string SubnetId, string? SenderId, string? InspectorId)> Left { get; init; } = [];

    /// <summary>By what they left the VPC; null before.</summary>
    public string? Via { get; init; }

    /// <summary>Whether this is what most connections do.</summary>
    public bool IsMain { get; init; } = true;

    public bool IsIpv6 => Source.IsIpv6;

    public RangeSet SourcePorts => FlowRegion.PortsOf(Number);

    /// <summary>The destinations that were asked for.</summary>
    public RangeSet Asked => Destinations.Ranges.Plus(Offset);

    public Leg To(RangeSet part, bool isMain = true) => this with { Destinations = Destinations.With(part), IsMain = IsMain && isMain };
}
