namespace EndpointLab.Analysis;

/// <summary>Where route tables lead.</summary>
internal sealed partial class PathWalk
{
    /// <summary>Out of a subnet, and the replies back into it.</summary>
    private void Leave(SubnetModel subnet, Leg leg)
    {
        notes.Show(PathLayer.Subnet, subnet.Id, null, () => subnet.Id, true, leg.IsMain);
        var inside = leg.Destinations.Ranges.Intersect(RangeSet.Of(subnet.Blocks, leg.IsIpv6));
        var outside = leg.Destinations.Ranges.Except(inside);
        if (!inside.IsEmpty)
        {
            Local(subnet, subnet.VpcId, notes.Through(RouteModel.LocalTarget, leg.To(inside, isMain: outside.IsEmpty)));
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
            acls.Judge(subnet, part, isEgress: true, isReply: false);
            acls.Judge(subnet, part, isEgress: false, isReply: true);
            Forward(subnet, part);
        }
    }

    private void StopForCircle(SubnetModel subnet, Leg leg) => notes.Stop(
        leg, Cause.ApplianceLoop, PathLayer.Route, index.TableOf(subnet)?.Id ?? subnet.Id, null, () => new(
            $"Packets to {leg.Destinations} come back to {subnet.Id}, and go round until they are dropped.",
            AwsPages.SubnetRouteTables,
            "Lead the gateways' and endpoints' own subnets on, and not back."));

    private void Forward(SubnetModel subnet, Leg leg)
    {
        if (index.TableOf(subnet) is not { } table)
        {
            notes.Doubt(ModelPart.RouteTables);
            notes.Show(PathLayer.Route, subnet.Id, null, () => $"the route table of {subnet.Id} could not be read", null, leg.IsMain);
            if (query.Over is { } over)
            {
                ToService(over, leg);
            }

            return;
        }

        var routes = index.RoutesOf(table);
        if (routes.Unknown is not null)
        {
            notes.Doubt(ModelPart.CustomerPrefixLists);
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
            Show(table, route, leg, passes: false);
            var peering = PeeringTo(subnet, leg);
            notes.Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, null, () => ExplainNoRoute(subnet, table, peering, leg));
            if (peering is not null)
            {
                LeaveByPeering(subnet, peering.Id, leg);
            }

            return;
        }

        Show(table, route, leg, !route.IsBlackhole);
        if (route.IsBlackhole)
        {
            PassHole(subnet, table, route, leg);
        }
        else
        {
            Take(subnet, table, route, leg);
        }
    }

    /// <param name="route">Null where there is none.</param>
    private void Show(RouteTableModel table, RouteModel? route, Leg leg, bool passes) => notes.Show(
        PathLayer.Route,
        table.Id,
        () => route?.ToString(),
        () => route is null
            ? $"{table.Id} has no route to {leg.Destinations}"
            : $"{table.Id} sends {route.Destination} to {route.Target}",
        passes,
        leg.IsMain);

    /// <summary>Into a black hole, and on as it were without that: by the routes that come next, or a peering that has none.</summary>
    private void PassHole(SubnetModel subnet, RouteTableModel table, RouteModel hole, Leg leg)
    {
        var holes = repairs.HolesBeforeOthers(table, leg.Destinations);
        var peering = holes.Count == 0 ? PeeringTo(subnet, leg) : null;
        notes.Stop(leg, Cause.RouteBlackhole, PathLayer.Route, table.Id, $"{hole}", () =>
        {
            Change[] fix = peering is null
                ? [.. holes.Select(one => RemoveRoute.Of(table, one))]
                : RouteRepairs.Replace(
                    table, hole, RouteRepairs.BlockWith(peering.Across(subnet.VpcId).Blocks, leg.Destinations), peering.Id);
            return new(
                $"The route {hole} of {table.Id}, which {subnet.Id} uses, is a black hole: {hole.Target} is gone or not attached.",
                AwsPages.SubnetRouteTables,
                fix.Length > 0 ? null : repairs.InsteadOf(hole, table),
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

    private void Take(SubnetModel subnet, RouteTableModel table, RouteModel route, Leg leg)
    {
        switch (route.TargetKind)
        {
            case RouteModel.LocalTarget:
                Local(subnet, subnet.VpcId, notes.Through(RouteModel.LocalTarget, leg));
                break;
            case "igw":
                LeaveByInternetGateway(subnet, route.Target, notes.Through(route.Target, leg));
                break;
            case "eigw":
                LeaveByEgressOnlyGateway(subnet, route.Target, notes.Through(route.Target, leg));
                break;
            case "nat":
                LeaveByNatGateway(subnet, table, route, notes.Over(route.Target, leg));
                break;
            case "pcx":
                LeaveByPeering(subnet, route.Target, notes.Through(route.Target, leg));
                break;
            case "vpce" when index.Endpoint(route.Target) is { } endpoint:
                TakeEndpoint(subnet, endpoint, leg);
                break;
            case "vpce":
                notes.Through(route.Target, leg);
                notes.Show(
                    PathLayer.Endpoint, route.Target, null, () => $"{route.Target}, of which nothing could be read", null, leg.IsMain);
                notes.Doubt(ModelPart.Endpoints);
                notes.Assume($"Whether {route.Target} lets traffic pass is not known: whoever owns the VPC sees what it is.");
                break;
            case "eni" or "i":
                TakeInstance(subnet, route.Target, leg);
                break;
            default:
                notes.Through(route.Target, leg);
                notes.Show(PathLayer.Gateway, route.Target, null, () => $"{route.Target} and what lies beyond it", null, leg.IsMain);
                notes.Doubt($"What lies beyond {route.Target} is not shown by the VPC's configuration.");
                break;
        }
    }

    private void TakeEndpoint(SubnetModel subnet, EndpointModel endpoint, Leg leg)
    {
        if (endpoint.IsGateway)
        {
            ToService(endpoint, notes.Over(endpoint.Id, leg));
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
            notes.Through(today.Target, leg);
        }

        if (endpoint.VpcId != subnet.VpcId)
        {
            notes.Show(PathLayer.Endpoint, endpoint.Id, null, () => $"{endpoint.Id} in {endpoint.VpcId}", false, leg.IsMain);
            notes.Stop(leg, Cause.EndpointInAnotherVpc, PathLayer.Endpoint, endpoint.Id, null, () => new(
                $"{endpoint.Id} is in {endpoint.VpcId}, and no route of {subnet.VpcId} can lead to it.",
                AwsPages.GatewayEndpoints,
                $"Use an endpoint of {subnet.VpcId}, or create one there."));
            return;
        }

        var reached = endpointRoutes.Judge(subnet, table, endpoint, leg);
        Show(table, route, leg, !reached.IsEmpty);
        ToService(endpoint, leg);
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
            AddRoute add = new(table.Id, $"{RouteRepairs.BlockWith(peering.Across(subnet.VpcId).Blocks, leg.Destinations)}", peering.Id);
            return new($"{which} has no route to {leg.Destinations}.", AwsPages.PeeringRouting, null, add);
        }

        return new(
            $"{which} has no route to {leg.Destinations}.",
            AwsPages.SubnetRouteTables,
            $"Add a route from {subnet.Id} to {leg.Destinations}, such as by an endpoint or a gateway.");
    }
}
