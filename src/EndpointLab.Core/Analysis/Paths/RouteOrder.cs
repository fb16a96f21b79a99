namespace EndpointLab.Analysis;

/// <summary>
/// The routes of a table in the order in which they are taken: the longest prefix first, at equal length by the kind of route ("Route
/// priority" in the VPC User Guide).
/// </summary>
internal sealed class RouteOrder
{
    private readonly List<(Cidr Block, RouteModel Route)> order;

    public RouteOrder(IEnumerable<RouteModel> routes, NetworkIndex index)
    {
        order = [.. routes.SelectMany(route => Blocks(route, index).Select(block => (block, route)))
            .OrderByDescending(entry => entry.block.Length).ThenBy(entry => entry.route.Priority)];
        Unknown = routes.FirstOrDefault(route => route.PrefixListId is { } list && index.PrefixList(list) is null);
    }

    /// <summary>A route to a prefix list that could not be read.</summary>
    public RouteModel? Unknown { get; }

    /// <summary>The route that a packet takes; null where there is none.</summary>
    public RouteModel? Find(IpAddress destination)
    {
        foreach (var (block, route) in order)
        {
            if (block.Contains(destination))
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>Which destinations take which route, most of them first; null for those that have none.</summary>
    public IReadOnlyList<(RouteModel? Route, AddressSet Part)> Split(AddressSet destinations)
    {
        if (destinations.Only is { } only)
        {
            return [(Find(only), destinations)];
        }

        List<(RouteModel? Route, RangeSet Part)> parts = [];
        var left = destinations.Ranges;
        foreach (var (block, route) in order)
        {
            if (block.IsIpv6 == destinations.IsIpv6 && left.Intersect(RangeSet.Of(block)) is { IsEmpty: false } part)
            {
                left = left.Except(part);
                var known = parts.FindIndex(entry => ReferenceEquals(entry.Route, route));
                if (known < 0)
                {
                    parts.Add((route, part));
                }
                else
                {
                    parts[known] = (route, parts[known].Part.Union(part));
                }
            }
        }

        if (!left.IsEmpty)
        {
            parts.Add((null, left));
        }

        return [.. parts.OrderByDescending(entry => entry.Part.Count).Select(entry => (entry.Route, destinations.With(entry.Part)))];
    }

    private static IEnumerable<Cidr> Blocks(RouteModel route, NetworkIndex index) =>
        route.Block is { } block ? [block] : index.PrefixList(route.PrefixListId!)?.Blocks ?? [];
}
