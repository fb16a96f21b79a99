using Amazon.EC2;

namespace EndpointLab;

/// <summary>Makes gateway endpoints.</summary>
public static class GatewayEndpoints
{
    /// <summary>Creates a gateway endpoint and its routes. A retry of the same command gets the same one.</summary>
    /// <param name="vpcId">Null for the VPC of the route tables.</param>
    /// <param name="service">The full or short name of a service, such as s3.</param>
    /// <param name="ipAddressType">The families that get a route: ipv4, dualstack or ipv6; null for AWS's default, ipv4.</param>
    /// <param name="policy">Null for AWS's default, which allows everything.</param>
    /// <exception cref="LabException">There is no such service or table, a table belongs to another VPC, or AWS refused.</exception>
    public static async Task<VpcEndpoint> CreateAsync(
        LabOperation lab,
        string? vpcId,
        string service,
        IReadOnlyList<string> routeTableIds,
        string? ipAddressType,
        string? policy,
        IReadOnlyDictionary<string, string> tags)
    {
        var offer = (await ServiceDetails.OffersAsync(lab, service)).Require(VpcEndpointType.Gateway, service);
        EndpointSubnets.RequireFamilies([], offer, ipAddressType, dnsRecordIpType: null);
        var endpoint = await VpcEndpoints.CreateAsync(
            lab,
            new()
            {
                VpcEndpointType = VpcEndpointType.Gateway,
                VpcId = await VpcOfAsync(lab, routeTableIds, vpcId),
                ServiceName = offer.ServiceName,
                RouteTableIds = routeTableIds.Order(StringComparer.Ordinal).OrNull(),
                IpAddressType = ipAddressType,
                PolicyDocument = policy,
            },
            tags);
        if (endpoint.RouteTableIds.Length == 0)
        {
            lab.Reporter.Warning($"{endpoint.VpcEndpointId} is on no route table, so nothing uses it: Set-LabEndpoint -AddRouteTable.");
        }

        return endpoint;
    }

    /// <summary>The VPC of the route tables, which is the one that is expected if any is.</summary>
    internal static async Task<string> VpcOfAsync(LabOperation lab, IReadOnlyList<string> routeTableIds, string? expected)
    {
        var tables = routeTableIds.Count == 0 ? [] : await RouteTables.GetAsync(lab, ResourceQuery.ById(routeTableIds));
        return EndpointVpc.Of(nameof(RouteTable), [.. tables.Select(table => (table.RouteTableId, table.VpcId))], expected);
    }
}
