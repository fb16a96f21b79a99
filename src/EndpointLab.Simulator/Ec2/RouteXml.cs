namespace EndpointLab.Simulator.Ec2;

/// <summary>How a route shows in a route table's description.</summary>
internal static class RouteXml
{
    public static void Write(Ec2Answer xml, Route route, RouteTable table)
    {
        var instance = InstanceId(route, xml.Region);
        xml.Text(
            route.IsPrefixList ? "destinationPrefixListId" : route.IsIpv6 ? "destinationIpv6CidrBlock" : "destinationCidrBlock",
            route.Destination);
        xml.Text("gatewayId", GatewayId(route));
        xml.Text("egressOnlyInternetGatewayId", EgressOnlyInternetGatewayId(route));
        xml.Text("natGatewayId", NatGatewayId(route));
        xml.Text("instanceId", instance);
        xml.Text("instanceOwnerId", instance is null ? null : xml.Region.AccountId);
        xml.Text("networkInterfaceId", NetworkInterfaceId(route));
        xml.Text("vpcPeeringConnectionId", VpcPeeringConnectionId(route));
        xml.Text("state", State(route, table, xml.Region));
        xml.Text("origin", route.Origin);
    }

    /// <summary>Internet gateways, endpoints and the VPC itself are all gateways to EC2.</summary>
    public static string? GatewayId(Route route) =>
        (NatGatewayId(route) ?? NetworkInterfaceId(route) ?? EgressOnlyInternetGatewayId(route) ?? VpcPeeringConnectionId(route)) is null
            ? route.Target
            : null;

    public static string? EgressOnlyInternetGatewayId(Route route) => WithPrefix(route, "eigw-");

    public static string? VpcPeeringConnectionId(Route route) => WithPrefix(route, "pcx-");

    public static string? NatGatewayId(Route route) => WithPrefix(route, "nat-");

    public static string? InstanceId(Route route, RegionState region) =>
        region.NetworkInterfaces.TryGet(route.Target, out var target) ? target.Attachment?.Instance?.Id : null;

    public static string State(Route route, RouteTable table, RegionState region) =>
        route.IsActive(region, table.Vpc) ? "active" : "blackhole";

    public static string? NetworkInterfaceId(Route route) => WithPrefix(route, "eni-");

    private static string? WithPrefix(Route route, string prefix) =>
        route.Target.StartsWith(prefix, StringComparison.Ordinal) ? route.Target : null;
}
