namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// The part of a way that a Gateway Load Balancer endpoint leads through an appliance. The packets come out of the endpoint as they went
/// in, and go on from its subnet ("Access an inspection system using a Gateway Load Balancer endpoint" in the PrivateLink guide).
/// </summary>
internal sealed partial class Walk
{
    /// <summary>The endpoint by which the packets went since their addresses were last translated; null for none.</summary>
    private VpcEndpoint? inspector;

    /// <param name="gateway">The Gateway Load Balancer endpoint.</param>
    /// <param name="after">The subnet from which the packets come; null where that is a gateway.</param>
    /// <param name="way">How the packets came into the VPC, if they came by no other appliance: from within it, or by a gateway.</param>
    /// <param name="onward">Takes them on from the endpoint's subnet.</param>
    private string? ThroughAppliance(
        RegionState region, VpcEndpoint gateway, Subnet? after, Flow flow, string way, Func<Subnet, string?> onward)
    {
        if (gateway.NetworkInterfaces is not [{ Subnet: var subnet }])
            return $"{gateway.Id} has no network interface";
        if (gateway == inspector)
            return $"{gateway.Id}: the route table of its own subnet sends the packets back to it";
        var acl = region.NetworkAclOf(subnet);
        var filtered = subnet != after;
        return (filtered ? PacketFilter.Inbound(acl, flow) : null)
            ?? Return(region, subnet, flow, way)
            ?? Inspect(gateway, flow)
            ?? onward(subnet)
            ?? (filtered ? PacketFilter.Outbound(acl, flow.Reply) : null);
    }

    /// <summary>From an internet gateway, whose own route table leads to an endpoint, and on from there.</summary>
    private string? EnterByAppliance(RegionState region, InternetGateway gateway, VpcEndpoint inspecting, string hop, Flow flow)
    {
        hops.Add(hop);
        return ThroughAppliance(
            region, inspecting, after: null, flow, gateway.Id, subnet => Leave(region, inspecting.NetworkInterfaces[0], subnet, flow));
    }

    private string? Inspect(VpcEndpoint gateway, Flow flow)
    {
        if (!gateway.IsServing)
            return $"{gateway.Id} is {gateway.State}";
        inspector = gateway;
        var arns = gateway.Service.Configuration!.LoadBalancerArns;
        if (cloud.Appliances.Choose(arns, flow) is not { } appliance)
            return $"{gateway.Id}: {string.Join(", ", arns)} has no appliance";
        hops.Add($"{gateway.Id} {appliance.Name}");
        return appliance.Allows ? null : $"{appliance.Name} behind {gateway.Id} drops {flow} to {flow.Destination}";
    }

    /// <summary>
    /// What becomes of replies that leave a subnet for where the connection came from. An appliance that sees one direction alone drops a
    /// connection, as stateful firewalls do.
    /// </summary>
    /// <param name="way">How the packets came, if by no appliance, and have to be led back: from within the VPC, or by a gateway.</param>
    private string? Return(RegionState region, Subnet subnet, Flow flow, string way = Route.LocalTarget) =>
        Return(region, subnet.Contains(flow.Source) ? null : region.RouteTableOf(subnet), subnet.Id, flow, way);

    /// <summary>The same for replies that an internet gateway lets in.</summary>
    private string? Return(RegionState region, InternetGateway gateway, Flow flow) =>
        Return(region, region.RouteTableOf(gateway), gateway.Id, flow, Route.LocalTarget);

    /// <param name="table">The table that the replies find; null where they need none.</param>
    private string? Return(RegionState region, RouteTable? table, string user, Flow flow, string way)
    {
        var route = table is null ? null : RouteLookup.Find(region, table, flow.Source);
        var back = InspectorOf(region, route);
        if (back != inspector)
        {
            var seen = back is null ? "no" : "only the";
            return $"{(back ?? inspector)!.Id}: its appliance sees {seen} replies to {flow.Source} and drops them";
        }
        return table is null || (route?.IsActive(region, table.Vpc) is true && LeadsBack(region, route, flow, way))
            ? null
            : $"{table.Id} of {user}: no route back to {flow.Source} through {way}";
    }

    private bool LeadsBack(RegionState region, Route route, Flow flow, string way) =>
        inspector is not null
        || route.Target == way
        || (region.NetworkInterfaces.TryGet(route.Target, out var itself) && itself.Has(flow.Source));

    /// <summary>The Gateway Load Balancer endpoint to which a route leads.</summary>
    private static VpcEndpoint? InspectorOf(RegionState region, Route? route) =>
        route is not null
        && region.VpcEndpoints.TryGet(route.Target, out var endpoint)
        && endpoint.Service.Type == EndpointService.GatewayLoadBalancer
            ? endpoint
            : null;
}
