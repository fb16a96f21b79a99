namespace EndpointLab.Analysis;

/// <summary>What mends routes that lead nowhere: nothing is lost with them.</summary>
internal sealed class RouteRepairs(NetworkIndex index)
{
    /// <summary>The black holes without which other routes lead to all of these destinations; none where nothing else does.</summary>
    public List<RouteModel> HolesBeforeOthers(RouteTableModel table, AddressSet destinations)
    {
        List<RouteModel> holes = [];
        while (true)
        {
            var parts = new RouteOrder(table.Routes.Except(holes), index).Split(destinations);
            var next = parts.Select(entry => entry.Route).OfType<RouteModel>().Where(route => route.IsBlackhole).ToList();
            if (parts.Any(entry => entry.Route is null || IsLost(entry.Route, entry.Part)) || next.Exists(hole => !hole.IsRemovable))
            {
                return [];
            }

            if (next.Count == 0)
            {
                return holes;
            }

            holes.AddRange(next);
        }
    }

    /// <summary>Whether a route, such as the default one, leads to the internet what that knows no way to.</summary>
    private bool IsLost(RouteModel route, AddressSet part) =>
        !route.IsBlackhole
        && (route.TargetKind is "igw" or "eigw" || index.NatGateway(route.Target) is { IsPublic: true })
        && !part.Ranges.Intersect(AmazonAddresses.PrivateOf(part.IsIpv6)).IsEmpty;

    /// <summary>The one of the blocks that has these addresses.</summary>
    public static Cidr BlockWith(IEnumerable<Cidr> blocks, AddressSet addresses) =>
        blocks.First(block => block.IsIpv6 == addresses.IsIpv6 && !RangeSet.Of(block).Intersect(addresses.Ranges).IsEmpty);

    /// <summary>A route in the place of a black hole, which may stay where it isn't taken first.</summary>
    public static Change[] Replace(RouteTableModel table, RouteModel hole, Cidr destination, string to) =>
        !hole.Precedes(destination) ? [new AddRoute(table.Id, $"{destination}", to)]
        : hole.IsRemovable ? [RemoveRoute.Of(table, hole), new AddRoute(table.Id, $"{destination}", to)]
        : [];

    /// <summary>What to do about a black hole behind which nothing leads on.</summary>
    public string InsteadOf(RouteModel hole, RouteTableModel table) => hole.TargetKind switch
    {
        "nat" => AnotherNat(hole, table),
        "igw" when index.InternetGatewayOf(table.VpcId) is { } other =>
            $"Lead {hole.Destination} in {table.Id} to {other.Id}, which is attached to {table.VpcId}.",
        "igw" => $"Attach {hole.Target} to {table.VpcId} again, or lead {hole.Destination} in {table.Id} elsewhere.",
        _ => $"Lead {hole.Destination} in {table.Id} to something that is there.",
    };

    public string AnotherNat(RouteModel route, RouteTableModel table) =>
        index.Model.NatGateways.FirstOrDefault(nat => nat.VpcId == table.VpcId && nat.IsAvailable) is { } other
            ? $"Lead {route.Destination} in {table.Id} to another NAT gateway, such as {other.Id}."
            : $"Create another NAT gateway, and lead {route.Destination} in {table.Id} to it.";
}
