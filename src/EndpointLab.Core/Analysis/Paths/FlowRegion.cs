using System.Collections.Immutable;

namespace EndpointLab.Analysis;

/// <summary>
/// The connections that one request may become: to each of its destinations, from each port that the client's system may choose, and
/// from each that a NAT gateway on the way may choose. It shrinks by what checks stop.
/// </summary>
internal sealed class FlowRegion(RangeSet destinations)
{
    /// <summary>The client chooses the source port of the first leg, a NAT gateway that of each further one.</summary>
    public const int ClientsLeg = 0;

    // "Ephemeral ports" in the VPC User Guide: those of Amazon Linux, and those of a NAT gateway.
    private static readonly RangeSet Client = RangeSet.Of(32768, 60999), NatGateway = RangeSet.Of(1024, 65535);

    // A check depends on the port of one leg at most: so for each destination, what passes is always a product.
    private List<(RangeSet Destinations, ImmutableDictionary<int, RangeSet> Ports)> cells =
        destinations.IsEmpty ? [] : [(destinations, ImmutableDictionary<int, RangeSet>.Empty)];

    /// <summary>Whether nothing has been taken from it.</summary>
    public bool IsWhole { get; private set; } = true;

    public bool IsEmpty => cells.Count == 0;

    public static RangeSet PortsOf(int leg) => leg == ClientsLeg ? Client : NatGateway;

    public void Remove(FlowBox box)
    {
        List<(RangeSet Destinations, ImmutableDictionary<int, RangeSet> Ports)> left = [];
        foreach (var cell in cells)
        {
            var hit = cell.Destinations.Intersect(box.Destinations);
            var ports = cell.Ports.GetValueOrDefault(box.Leg) ?? PortsOf(box.Leg);
            var kept = ports.Except(box.Ports);
            if (hit.IsEmpty || ports.Intersect(box.Ports).IsEmpty)
            {
                left.Add(cell);
                continue;
            }

            IsWhole = false;
            if (cell.Destinations.Except(hit) is { IsEmpty: false } others)
            {
                left.Add(cell with { Destinations = others });
            }

            if (!kept.IsEmpty)
            {
                left.Add((hit, cell.Ports.SetItem(box.Leg, kept)));
            }
        }

        cells = left;
    }
}

/// <summary>Connections that a check stops: to these destinations from these ports of a leg.</summary>
internal readonly record struct FlowBox(RangeSet Destinations, RangeSet Ports, int Leg);
