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
    /// <param name="onward">Takes them on from the endpoint's subnet.</param>
    private string? ThroughAppliance(RegionState region, VpcEndpoint gateway, Subnet? after, Flow flow, Func<Subnet, string?> onward)
    {
        if (gateway.NetworkInterfaces is not [{ Subnet: var subnet }])
            return $"{gateway.Id} has no network interface";
        var acl = region.NetworkAclOf(subnet);
        var filtered = subnet != after;
        return (filtered ? PacketFilter.Inbound(acl, flow) : null)
            ?? Inspect(gateway, flow)
            ?? onward(subnet)
            ?? (filtered ? PacketFilter.Outbound(acl, flow.Reply) : null);
    }

    /// <summary>From an internet gateway, whose own route table leads to an endpoint, and on from there.</summary>
    private string? EnterByAppliance(RegionState region, InternetGateway gateway, VpcEndpoint inspecting, string hop, Flow flow)
    {
        hops.Add(hop);
        return ThroughAppliance(region, inspecting, after: null, flow, subnet =>
            ReplyTo(region, gateway, subnet, flow) ?? Leave(region, inspecting.NetworkInterfaces[0], subnet, flow));
    }

    private string? Inspect(VpcEndpoint gateway, Flow flow)
    {
        if (gateway == inspector)
            return $"{gateway.Id}: the route table of its own subnet sends the packets back to it";
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
    /// What becomes of replies that go from a route table back to where the connection came from. An appliance that sees one direction
    /// alone drops a connection, as stateful firewalls do.
    /// </summary>
    /// <param name="table">The table that the replies find; null where they find none.</param>
    private string? Return(RegionState region, RouteTable? table, Flow flow)
    {
        var back = table is null ? null : InspectorOf(region, RouteLookup.Find(region, table, flow.Source));
        return back == inspector
            ? null
            : $"{(back ?? inspector)!.Id}: its appliance sees {(back is null ? "no" : "only the")} replies to {flow.Source} and drops them";
    }

    /// <summary>The Gateway Load Balancer endpoint to which a route leads.</summary>
    private static VpcEndpoint? InspectorOf(RegionState region, Route? route) =>
        route is not null
        && region.VpcEndpoints.TryGet(route.Target, out var endpoint)
        && endpoint.Service.Type == EndpointService.GatewayLoadBalancer
            ? endpoint
            : null;
}
