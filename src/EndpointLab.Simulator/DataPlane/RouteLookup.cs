namespace EndpointLab.Simulator.DataPlane;

/// <summary>Which route a packet takes ("Route priority" in the VPC User Guide).</summary>
internal static class RouteLookup
{
    /// <summary>
    /// The route with the longest prefix; at equal length the local one before a static one before one to a prefix list.
    /// Null where no route matches. A black hole is chosen like any other.
    /// </summary>
    public static Route? Find(RegionState region, RouteTable table, Address destination) => table.AllRoutes
        .Select(route => (Route: route, Length: Match(region, route, destination)))
        .Where(match => match.Length is not null)
        .OrderByDescending(match => match.Length)
        .ThenBy(match => match.Route.Target is Route.LocalTarget ? 0 : match.Route.IsPrefixList ? 2 : 1)
        .FirstOrDefault().Route;

    private static int? Match(RegionState region, Route route, Address destination) =>
        route.IsPrefixList
            ? region.PrefixLists[route.Destination].Entries
                .Where(entry => entry.Contains(destination))
                .Max(entry => (int?)entry.PrefixLength)
            : route.Cidr is { } block && block.Contains(destination) ? block.PrefixLength : null;
}
