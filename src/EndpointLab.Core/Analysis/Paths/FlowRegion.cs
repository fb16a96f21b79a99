namespace EndpointLab.Analysis;

/// <summary>Who chose the source port of a packet.</summary>
internal enum PortSide
{
    Client,
    NatGateway,
}

/// <summary>
/// The connections that one request may become: to each of its destinations, from each port that the client's system may choose, and
/// from each that a NAT gateway may choose. It shrinks by what checks stop.
/// </summary>
internal sealed class FlowRegion(RangeSet destinations)
{
    // For each destination, a check depends on one of the two ports at most: so what passes is always a product.
    private List<(RangeSet Destinations, RangeSet Client, RangeSet Nat)> cells =
        destinations.IsEmpty ? [] : [(destinations, PortsOf(PortSide.Client), PortsOf(PortSide.NatGateway))];

    /// <summary>Whether nothing has been taken from it.</summary>
    public bool IsWhole { get; private set; } = true;

    public bool IsEmpty => cells.Count == 0;

    /// <summary>
    /// The ports that Amazon Linux takes, and those that a NAT gateway takes ("Ephemeral ports" in the VPC User Guide).
    /// </summary>
    public static RangeSet PortsOf(PortSide side) => side is PortSide.Client ? ClientPorts : NatGatewayPorts;

    private static RangeSet ClientPorts { get; } = RangeSet.Of(32768, 60999);

    private static RangeSet NatGatewayPorts { get; } = RangeSet.Of(1024, 65535);

    public void Remove(FlowBox box)
    {
        List<(RangeSet Destinations, RangeSet Client, RangeSet Nat)> left = [];
        foreach (var cell in cells)
        {
            var hit = cell.Destinations.Intersect(box.Destinations);
            if (hit.IsEmpty || (box.Side is PortSide.Client ? cell.Client : cell.Nat).Intersect(box.Ports).IsEmpty)
            {
                left.Add(cell);
                continue;
            }

            IsWhole = false;
            Keep(cell with { Destinations = cell.Destinations.Except(hit) });
            Keep(box.Side is PortSide.Client
                ? (hit, cell.Client.Except(box.Ports), cell.Nat)
                : (hit, cell.Client, cell.Nat.Except(box.Ports)));
        }

        cells = left;

        void Keep((RangeSet Destinations, RangeSet Client, RangeSet Nat) cell)
        {
            if (!cell.Destinations.IsEmpty && !cell.Client.IsEmpty && !cell.Nat.IsEmpty)
            {
                left.Add(cell);
            }
        }
    }
}

/// <summary>Connections that a check stops: to these destinations from these ports.</summary>
internal readonly record struct FlowBox(RangeSet Destinations, RangeSet Ports, PortSide Side);
