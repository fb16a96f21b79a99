namespace EndpointLab.Analysis;

/// <summary>Whether a table leads to a gateway endpoint.</summary>
internal sealed class EndpointRouteCheck(NetworkIndex index, PathNotes notes)
{
    /// <returns>The destinations that the table leads to the endpoint.</returns>
    public RangeSet Judge(SubnetModel subnet, RouteTableModel table, EndpointModel endpoint, Leg leg)
    {
        var hasRoute = JudgeTable(subnet, table, endpoint, leg);
        if (endpoint.HasFamily(leg.IsIpv6))
        {
            return JudgeOrder(subnet, table, endpoint, hasRoute, leg);
        }

        notes.Stop(leg, Cause.AddressFamily, PathLayer.Endpoint, endpoint.Id, null, () => new(
            $"{endpoint.Id} serves {endpoint.IpAddressType} only, so {(leg.IsIpv6 ? "IPv6" : "IPv4")} traffic to {leg.Destinations} "
                + "has no route to it.",
            AwsPages.GatewayEndpointsForS3,
            $"Set the IP address type of {endpoint.Id} to dualstack, or use a name with addresses of the other family.",
            new SetEndpointIpAddressType(endpoint.Id, "dualstack")));
        return RangeSet.Empty;
    }

    /// <summary>Whether the table is one of the endpoint's, whichever families that has.</summary>
    private bool JudgeTable(SubnetModel subnet, RouteTableModel table, EndpointModel endpoint, Leg leg)
    {
        var hasRoute = table.Routes.Any(route => route.Target == endpoint.Id);
        if (!hasRoute)
        {
            notes.Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, null, () => new(
                $"{table.Id}, which {subnet.Id} uses{(table.SubnetIds.Contains(subnet.Id) ? "" : " as the main table")}, has no route to "
                    + $"{endpoint.Id}.",
                AwsPages.GatewayEndpoints,
                null,
                new AddGatewayEndpointRouteTable(endpoint.Id, table.Id)));
        }

        return hasRoute;
    }

    /// <summary>Whether another route comes before the endpoint's, which is judged as if it were there.</summary>
    private RangeSet JudgeOrder(SubnetModel subnet, RouteTableModel table, EndpointModel endpoint, bool hasRoute, Leg leg)
    {
        var own = endpoint.Routes(index.Model).Where(route => RangeSet.Of(index.PrefixList(route.PrefixListId!)!.Blocks, leg.IsIpv6)
            .Intersect(leg.Destinations.Ranges) is { IsEmpty: false }).ToList();
        var others = table.Routes.Where(route => own.All(one => one.PrefixListId != route.PrefixListId));
        RouteOrder order = new(hasRoute ? table.Routes : others.Concat(own), index);
        var reached = RangeSet.Empty;
        foreach (var (route, part) in order.Split(leg.Destinations))
        {
            if (route?.Target == endpoint.Id)
            {
                reached = reached.Union(part.Ranges);
            }
            else
            {
                StopForOverride(subnet, table, route, endpoint, leg.To(part.Ranges));
            }
        }

        return hasRoute ? reached : RangeSet.Empty;
    }

    private void StopForOverride(SubnetModel subnet, RouteTableModel table, RouteModel? route, EndpointModel endpoint, Leg leg)
    {
        var isListed = endpoint.Routes(index.Model).Any(
            own => leg.Destinations.Ranges.IsSubsetOf(RangeSet.Of(index.PrefixList(own.PrefixListId!)!.Blocks, leg.IsIpv6)));
        if (route is null || !isListed)
        {
            notes.Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, null, () => new(
                $"{leg.Destinations} lies outside of the prefix list of {endpoint.ServiceName}, so {table.Id} doesn't lead it to "
                    + $"{endpoint.Id}.",
                AwsPages.GatewayEndpoints,
                "Use the service's name in the Region of the endpoint."));
            return;
        }

        notes.Stop(leg, Cause.RouteOverridden, PathLayer.Route, table.Id, $"{route}", () => new(
            $"The route {route} of {table.Id}, which {subnet.Id} uses, comes before that to {endpoint.Id} for {leg.Destinations}.",
            AwsPages.RoutePriority,
            route.Target is RouteModel.LocalTarget
                ? $"A block of {table.VpcId} has the addresses of the service: those can't be reached but within it."
                : route.IsRemovable ? null
                : route.IsPropagated ? $"Disable route propagation from {route.Target} to {table.Id}."
                : $"Remove {table.Id} from {route.Target}.",
            route.IsRemovable ? [RemoveRoute.Of(table, route)] : []));
    }
}
