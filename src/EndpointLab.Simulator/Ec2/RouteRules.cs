namespace EndpointLab.Simulator.Ec2;

/// <summary>Which routes AWS takes into a table ("Configure route tables" in the VPC User Guide).</summary>
internal static class RouteRules
{
    /// <summary>
    /// An egress-only internet gateway takes no IPv4. Within the VPC's own blocks a route leads to what forwards between subnets.
    /// </summary>
    public static void Check(RegionState region, RouteTable table, Route route)
    {
        if (route.IsIpv4 && RouteXml.EgressOnlyInternetGatewayId(route) is { } gateway)
            throw Ec2Errors.InvalidParameterValue($"The egress-only internet gateway {gateway} takes no IPv4 route");
        if (IsWithin(table, route) && !IsMiddlebox(region, route) && RouteXml.NatGatewayId(route) is null)
        {
            throw Ec2Errors.InvalidParameterValue(
                $"The destination CIDR block {route.Destination} is equal to or more specific than one of this VPC's CIDR blocks. "
                + "This route can target only an interface or an instance.");
        }
        if (table.IsOfGateway)
            CheckOfGateway(region, table, route);
    }

    /// <summary>What a gateway lets in can only go on to where it is meant for, by way of an appliance.</summary>
    public static void CheckOfGateway(RegionState region, RouteTable table, Route route)
    {
        if (route.Target != Route.LocalTarget && !(IsWithin(table, route) && IsMiddlebox(region, route)))
        {
            throw Ec2Errors.InvalidParameterValue(
                $"route table {table.Id} of an internet gateway can't have the route {route.Destination}: only network interfaces and "
                + "Gateway Load Balancer endpoints are targets, and only for destinations within the VPC");
        }
    }

    private static bool IsWithin(RouteTable table, Route route) => route.Cidr is { } block && table.Vpc.Contains(block);

    private static bool IsMiddlebox(RegionState region, Route route) =>
        region.NetworkInterfaces.TryGet(route.Target, out _) || region.VpcEndpoints.TryGet(route.Target, out _);
}
