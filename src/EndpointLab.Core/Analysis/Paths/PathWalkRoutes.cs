namespace EndpointLab.Analysis;

/// <summary>Where route tables lead, there and back.</summary>
internal sealed partial class PathWalk
{
    /// <summary>Out of a subnet, and the replies back into it.</summary>
    private void Leave(SubnetModel subnet, Leg leg)
    {
        Show(PathLayer.Subnet, subnet.Id, null, () => subnet.Id, true, leg.IsMain);
        var inside = leg.Destinations.Ranges.Intersect(RangeSet.Of(subnet.Blocks, leg.IsIpv6));
        var outside = leg.Destinations.Ranges.Except(inside);
        if (!inside.IsEmpty)
        {
            Local(subnet, subnet.VpcId, Through(RouteModel.LocalTarget, leg.To(inside, isMain: outside.IsEmpty)));
        }

        if (!outside.IsEmpty)
        {
            var part = leg.To(outside);
            var place = (subnet.Id, leg.Sender?.Id, leg.Inspector?.Id);
            if (leg.Left.Contains(place))
            {
                StopForCircle(subnet, part);
                return;
            }

            part = part with { Left = leg.Left.Push(place) };
            JudgeAcl(subnet, part, isEgress: true, isReply: false);
            JudgeAcl(subnet, part, isEgress: false, isReply: true);
            Forward(subnet, part);
        }
    }

    private void StopForCircle(SubnetModel subnet, Leg leg) => Stop(
        leg, Cause.ApplianceLoop, PathLayer.Route, index.TableOf(subnet)?.Id ?? subnet.Id, null, () => new(
            $"Packets to {leg.Destinations} come back to {subnet.Id}, and go round until they are dropped.",
            AwsPages.SubnetRouteTables,
            "Lead the gateways' and endpoints' own subnets on, and not back."));

    private void Forward(SubnetModel subnet, Leg leg)
    {
        if (index.TableOf(subnet) is not { } table)
        {
            Doubt(ModelPart.RouteTables);
            Show(PathLayer.Route, subnet.Id, null, () => $"the route table of {subnet.Id} could not be read", null, leg.IsMain);
            if (query.Over is { } over)
            {
                ToService(over, leg);
            }

            return;
        }

        var routes = index.RoutesOf(table);
        if (routes.Unknown is not null)
        {
            Doubt(ModelPart.CustomerPrefixLists);
        }

        var isMain = true;
        foreach (var (route, part) in routes.Split(leg.Destinations))
        {
            var some = leg.To(part.Ranges, isMain);
            if (query.Over is { } over)
            {
                ForwardAsMeant(subnet, table, route, over, some);
            }
            else
            {
                Forward(subnet, table, route, some);
            }

            isMain = false;
        }
    }

    private void Forward(SubnetModel subnet, RouteTableModel table, RouteModel? route, Leg leg)
    {
        if (route is null)
        {
            Show(PathLayer.Route, table.Id, null, () => $"{table.Id} has no route to {leg.Destinations}", false, leg.IsMain);
            var peering = PeeringTo(subnet, leg);
            Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, null, () => ExplainNoRoute(subnet, table, peering, leg));
            if (peering is not null)
            {
                LeaveByPeering(subnet, peering.Id, leg);
            }

            return;
        }

        Show(PathLayer.Route, table.Id, () => $"{route}", () => $"{table.Id} sends {route.Destination} to {route.Target}", !route.IsBlackhole, leg.IsMain);
        if (route.IsBlackhole)
        {
            PassHole(subnet, table, route, leg);
        }
        else
        {
            Take(subnet, table, route, leg);
        }
    }

    /// <summary>Into a black hole, and on as it were without that: by the routes that come next, or a peering that has none.</summary>
    private void PassHole(SubnetModel subnet, RouteTableModel table, RouteModel hole, Leg leg)
    {
        var holes = HolesBeforeOthers(table, leg.Destinations);
        var peering = holes.Count == 0 ? PeeringTo(subnet, leg) : null;
        Stop(leg, Cause.RouteBlackhole, PathLayer.Route, table.Id, $"{hole}", () =>
        {
            Change[] fix = peering is not null
                ? Replace(table, hole, BlockWith(peering.Across(subnet.VpcId).Blocks, leg.Destinations), peering.Id)
                : [.. holes.Select(one => RemoveRoute.Of(table, one))];
            return new(
                $"The route {hole} of {table.Id}, which {subnet.Id} uses, is a black hole: {hole.Target} is gone or not attached.",
                AwsPages.SubnetRouteTables,
                fix.Length > 0 ? string.Join(' ', fix.Select(change => change.Description)) : InsteadOf(hole, table),
                fix);
        });
        if (peering is not null)
        {
            LeaveByPeering(subnet, peering.Id, leg);
        }
        else if (holes.Count > 0)
        {
            foreach (var (route, part) in index.RoutesBesideHoles(table).Split(leg.Destinations))
            {
                Take(subnet, table, route!, leg.To(part.Ranges));
            }
        }
    }

    /// <summary>The black holes without which other routes lead to all of these destinations; none where nothing else does.</summary>
    private List<RouteModel> HolesBeforeOthers(RouteTableModel table, AddressSet destinations)
    {
        List<RouteModel> holes = [];
        while (true)
        {
            var routes = new RouteOrder(table.Routes.Except(holes), index).Split(destinations).Select(entry => entry.Route).ToList();
            var next = routes.OfType<RouteModel>().Where(route => route.IsBlackhole).ToList();
            if (routes.Contains(null) || next.Exists(hole => !hole.IsRemovable))
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

    /// <summary>A route in the place of a black hole, which may stay where it isn't taken first.</summary>
    private static Change[] Replace(RouteTableModel table, RouteModel hole, Cidr destination, string to) =>
        !hole.Precedes(destination) ? [new AddRoute(table.Id, $"{destination}", to)]
        : hole.IsRemovable ? [RemoveRoute.Of(table, hole), new AddRoute(table.Id, $"{destination}", to)]
        : [];

    private string InsteadOf(RouteModel hole, RouteTableModel table) => Kind(hole.Target) switch
    {
        "nat" => AnotherNat(hole, table),
        "igw" when index.InternetGatewayOf(table.VpcId) is { } other =>
            $"Lead {hole.Destination} in {table.Id} to {other.Id}, which is attached to {table.VpcId}.",
        "igw" => $"Attach {hole.Target} to {table.VpcId} again, or lead {hole.Destination} in {table.Id} elsewhere.",
        _ => $"Lead {hole.Destination} in {table.Id} to something that is there.",
    };

    private string AnotherNat(RouteModel route, RouteTableModel table) =>
        index.Model.NatGateways.FirstOrDefault(nat => nat.VpcId == table.VpcId && nat.IsAvailable) is { } other
            ? $"Lead {route.Destination} in {table.Id} to another NAT gateway, such as {other.Id}."
            : $"Create another NAT gateway, and lead {route.Destination} in {table.Id} to it.";

    private void Take(SubnetModel subnet, RouteTableModel table, RouteModel route, Leg leg)
    {
        switch (Kind(route.Target))
        {
            case RouteModel.LocalTarget:
                Local(subnet, subnet.VpcId, Through(RouteModel.LocalTarget, leg));
                break;
            case "igw":
                LeaveByInternetGateway(subnet, route.Target, Through(route.Target, leg));
                break;
            case "eigw":
                LeaveByEgressOnlyGateway(subnet, route.Target, Through(route.Target, leg));
                break;
            case "nat":
                LeaveByNatGateway(subnet, table, route, Over(route.Target, leg));
                break;
            case "pcx":
                LeaveByPeering(subnet, route.Target, Through(route.Target, leg));
                break;
            case "vpce" when index.Endpoint(route.Target) is { } endpoint:
                TakeEndpoint(subnet, endpoint, leg);
                break;
            case "vpce":
                Through(route.Target, leg);
                Show(PathLayer.Endpoint, route.Target, null, () => $"{route.Target}, of which nothing could be read", null, leg.IsMain);
                Doubt(ModelPart.Endpoints);
                Assume($"Whether {route.Target} lets traffic pass is not known: whoever owns the VPC sees what it is.");
                break;
            case "eni" or "i":
                TakeInstance(subnet, route.Target, leg);
                break;
            default:
                Through(route.Target, leg);
                Show(PathLayer.Gateway, route.Target, null, () => $"{route.Target} and what lies beyond it", null, leg.IsMain);
                Doubt($"What lies beyond {route.Target} is not shown by the VPC's configuration.");
                break;
        }
    }

    private void TakeEndpoint(SubnetModel subnet, EndpointModel endpoint, Leg leg)
    {
        if (endpoint.IsGateway)
        {
            ToService(endpoint, Over(endpoint.Id, leg));
        }
        else
        {
            ThroughAppliance(endpoint, subnet, leg, Leave);
        }
    }

    /// <summary>To a gateway endpoint, whichever way the routes lead today.</summary>
    /// <param name="route">The route that these destinations take today.</param>
    private void ForwardAsMeant(SubnetModel subnet, RouteTableModel table, RouteModel? route, EndpointModel endpoint, Leg leg)
    {
        if (route is { IsBlackhole: false } today)
        {
            Through(today.Target, leg);
        }

        if (endpoint.VpcId != subnet.VpcId)
        {
            Show(PathLayer.Endpoint, endpoint.Id, null, () => $"{endpoint.Id} in {endpoint.VpcId}", false, leg.IsMain);
            Stop(leg, Cause.EndpointInAnotherVpc, PathLayer.Endpoint, endpoint.Id, null, () => new(
                $"{endpoint.Id} is in {endpoint.VpcId}, and no route of {subnet.VpcId} can lead to it.",
                AwsPages.GatewayEndpoints,
                $"Use an endpoint of {subnet.VpcId}, or create one there."));
            return;
        }

        var reached = RangeSet.Empty;
        var hasRoute = JudgeEndpointRoute(subnet, table, endpoint, leg);
        if (!endpoint.HasFamily(leg.IsIpv6))
        {
            Stop(leg, Cause.AddressFamily, PathLayer.Endpoint, endpoint.Id, null, () => new(
                $"{endpoint.Id} serves {endpoint.IpAddressType} only, so {(leg.IsIpv6 ? "IPv6" : "IPv4")} traffic to {leg.Destinations} "
                    + "has no route to it.",
                AwsPages.GatewayEndpointsForS3,
                $"Set the IP address type of {endpoint.Id} to dualstack, or use a name with addresses of the other family.",
                new SetEndpointIpAddressType(endpoint.Id, "dualstack")));
        }
        else
        {
            reached = JudgeRouteToEndpoint(subnet, table, endpoint, hasRoute, leg);
        }

        Show(
            PathLayer.Route,
            table.Id,
            () => route?.ToString(),
            () => $"{table.Id} {route?.ToString() ?? $"has no route to {leg.Destinations}"}",
            !reached.IsEmpty,
            leg.IsMain);
        ToService(endpoint, leg);
    }

    /// <summary>Whether the table is one of the endpoint's, whichever families that has.</summary>
    private bool JudgeEndpointRoute(SubnetModel subnet, RouteTableModel table, EndpointModel endpoint, Leg leg)
    {
        var hasRoute = table.Routes.Any(route => route.Target == endpoint.Id);
        if (!hasRoute)
        {
            Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, null, () => new(
                $"{table.Id}, which {subnet.Id} uses{(table.SubnetIds.Contains(subnet.Id) ? "" : " as the main table")}, has no route to "
                    + $"{endpoint.Id}.",
                AwsPages.GatewayEndpoints,
                $"Add the route table {table.Id} to {endpoint.Id}.",
                new AddGatewayEndpointRouteTable(endpoint.Id, table.Id)));
        }

        return hasRoute;
    }

    /// <summary>Whether another route comes before the endpoint's, which is judged as if it were there.</summary>
    /// <returns>The destinations that the table leads to the endpoint.</returns>
    private RangeSet JudgeRouteToEndpoint(SubnetModel subnet, RouteTableModel table, EndpointModel endpoint, bool hasRoute, Leg leg)
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
            Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, null, () => new(
                $"{leg.Destinations} lies outside of the prefix list of {endpoint.ServiceName}, so {table.Id} doesn't lead it to "
                    + $"{endpoint.Id}.",
                AwsPages.GatewayEndpoints,
                "Use the service's name in the Region of the endpoint."));
            return;
        }

        Stop(leg, Cause.RouteOverridden, PathLayer.Route, table.Id, $"{route}", () => new(
            $"The route {route} of {table.Id}, which {subnet.Id} uses, comes before that to {endpoint.Id} for {leg.Destinations}.",
            AwsPages.RoutePriority,
            route.Target is RouteModel.LocalTarget
                ? $"A block of {table.VpcId} has the addresses of the service: those can't be reached but within it."
                : $"Remove the route {route} from {table.Id}.",
            route.IsRemovable ? [RemoveRoute.Of(table, route)] : []));
    }

    /// <summary>The peering connection that leads to the destinations, if a route led to it.</summary>
    private PeeringModel? PeeringTo(SubnetModel subnet, Leg leg) => index.Model.Peerings.FirstOrDefault(
        one => one.Status is PeeringModel.Active && one.Joins(subnet.VpcId)
            && leg.Destinations.Ranges.IsSubsetOf(RangeSet.Of(one.Across(subnet.VpcId).Blocks, leg.IsIpv6)));

    private static Explanation ExplainNoRoute(SubnetModel subnet, RouteTableModel table, PeeringModel? peering, Leg leg)
    {
        var which = $"{table.Id}, which {subnet.Id} uses{(table.SubnetIds.Contains(subnet.Id) ? "" : " as the main table")},";
        if (peering is not null)
        {
            AddRoute add = new(table.Id, $"{BlockWith(peering.Across(subnet.VpcId).Blocks, leg.Destinations)}", peering.Id);
            return new($"{which} has no route to {leg.Destinations}.", AwsPages.PeeringRouting, add.Description, add);
        }

        return new(
            $"{which} has no route to {leg.Destinations}.",
            AwsPages.SubnetRouteTables,
            $"Add a route from {subnet.Id} to {leg.Destinations}, such as by an endpoint or a gateway.");
    }

    private static Cidr BlockWith(IEnumerable<Cidr> blocks, AddressSet addresses) =>
        blocks.First(block => block.IsIpv6 == addresses.IsIpv6 && !RangeSet.Of(block).Intersect(addresses.Ranges).IsEmpty);

    /// <summary>Whether the replies go back as the connection came, where they start in a subnet.</summary>
    private void JudgeReturn(SubnetModel subnet, Leg leg)
    {
        if (index.TableOf(subnet) is { } table)
        {
            JudgeReturn(table, subnet.Id, leg);
        }
        else
        {
            Doubt(ModelPart.RouteTables);
        }
    }

    private void JudgeReturn(RouteTableModel table, string user, Leg leg)
    {
        var back = index.RoutesOf(table).Find(leg.Source);
        if (back is { IsBlackhole: false } && (back.Target == leg.ReturnsTo
            || (leg.ReturnsTo is RouteModel.LocalTarget && index.Interface(back.Target)?.Addresses.Contains(leg.Source) is true)))
        {
            return;
        }

        if (leg.Inspector is not null || IsAppliance(back?.Target))
        {
            var appliance = leg.Inspector?.Id ?? back!.Target;
            Stop(leg, Cause.ApplianceAsymmetry, PathLayer.Route, table.Id, back?.ToString(), () => new(
                $"Replies to {leg.Source} leave {user} {(back is null ? "without a route" : $"by {back}")} of {table.Id}, not by "
                    + $"{leg.ReturnsTo}: the appliance behind {appliance} sees one direction only, and stateful ones drop that.",
                AwsPages.MiddleboxRouting,
                $"Route {leg.Source} in {table.Id} to {leg.ReturnsTo}, so that both directions pass the same appliance."));
            return;
        }

        Stop(leg, Cause.NoReturnRoute, PathLayer.Route, table.Id, back?.ToString(), () =>
        {
            var blocks = leg.Sender is { } sender ? index.Vpc(sender.VpcId)?.Blocks ?? [] : [];
            var source = blocks.Where(block => block.Contains(leg.Source)).FirstOrDefault(new Cidr(leg.Source, leg.Source.Bits));
            return new(
                $"Replies to {leg.Source} leave {user} {(back is null ? "without a route" : $"by {back}")} of {table.Id}"
                    + $"{(back?.IsBlackhole is true ? ", a black hole" : "")}, not by {leg.ReturnsTo}, from where the connection came.",
                leg.ReturnsTo.StartsWith("pcx-", StringComparison.Ordinal) ? AwsPages.PeeringRouting : AwsPages.SubnetRouteTables,
                $"Route {source} in {table.Id} to {leg.ReturnsTo}.",
                LeadBack(table, back, source, leg));
        });
    }

    private Change[] LeadBack(RouteTableModel table, RouteModel? back, Cidr source, Leg leg)
    {
        if (leg.ReturnsTo is RouteModel.LocalTarget)
        {
            return back is { Block: not null, IsRemovable: true } ? [RemoveRoute.Of(table, back)] : [];
        }

        if (back is { IsBlackhole: true, IsRemovable: true } && back.Precedes(source))
        {
            var next = new RouteOrder(table.Routes.Where(route => route != back), index).Find(leg.Source);
            return next is { IsBlackhole: false } && next.Target == leg.ReturnsTo ? [RemoveRoute.Of(table, back)]
                : next?.Precedes(source) is true ? []
                : Replace(table, back, source, leg.ReturnsTo);
        }

        return back?.Precedes(source) is true ? [] : [new AddRoute(table.Id, $"{source}", leg.ReturnsTo)];
    }

    private bool IsAppliance(string? target) => target is not null && index.Endpoint(target) is { IsGatewayLoadBalancer: true };

    private static bool IsInternetGateway(string target) => Kind(target) is "igw" or "eigw";

    /// <summary>The prefix of an id.</summary>
    private static string Kind(string target) =>
        target.IndexOf('-', StringComparison.Ordinal) is var dash and > 0 ? target[..dash] : target;
}
