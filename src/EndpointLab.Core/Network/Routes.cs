using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>Adds routes to route tables and takes them away.</summary>
public static class Routes
{
    internal static readonly ResourceKind[] TargetKinds =
    [
        ResourceKind.InternetGateway, ResourceKind.NatGateway, ResourceKind.NetworkInterface, ResourceKind.Instance, ResourceKind.Endpoint,
        ResourceKind.PeeringConnection, ResourceKind.EgressOnlyInternetGateway,
    ];

    /// <param name="targetId">Of one of the <see cref="TargetKinds"/>; of endpoints, that of a Gateway Load Balancer.</param>
    /// <exception cref="LabException">An endpoint has made a route for the destination, or AWS refused.</exception>
    public static async Task<RouteTable> AddAsync(
        LabOperation lab, string tableId, RouteDestination destination, ResourceKind targetKind, string targetId)
    {
        if (destination.PrefixListId is not null)
        {
            await RequireNotEndpointsAsync(lab, tableId, destination);
        }

        CreateRouteRequest request = new()
        {
            RouteTableId = tableId,
            DestinationCidrBlock = destination.Ipv4Text,
            DestinationIpv6CidrBlock = destination.Ipv6Text,
            DestinationPrefixListId = destination.PrefixListId,
            GatewayId = When(ResourceKind.InternetGateway),
            NatGatewayId = When(ResourceKind.NatGateway),
            NetworkInterfaceId = When(ResourceKind.NetworkInterface),
            InstanceId = When(ResourceKind.Instance),
            VpcEndpointId = When(ResourceKind.Endpoint),
            VpcPeeringConnectionId = When(ResourceKind.PeeringConnection),
            EgressOnlyInternetGatewayId = When(ResourceKind.EgressOnlyInternetGateway),
        };
        await lab.Ec2((ec2, token) => ec2.CreateRouteAsync(request, token), tableId);
        return await RouteTables.GetAsync(lab, tableId);

        string? When(ResourceKind kind) => targetKind == kind ? targetId : null;
    }

    /// <exception cref="LabException">An endpoint made the route, or AWS refused.</exception>
    public static async Task RemoveAsync(LabOperation lab, string tableId, RouteDestination destination)
    {
        if (destination.PrefixListId is not null)
        {
            await RequireNotEndpointsAsync(lab, tableId, destination);
        }

        await lab.Ec2((ec2, token) => ec2.DeleteRouteAsync(
            new()
            {
                RouteTableId = tableId,
                DestinationCidrBlock = destination.Ipv4Text,
                DestinationIpv6CidrBlock = destination.Ipv6Text,
                DestinationPrefixListId = destination.PrefixListId,
            },
            token), tableId);
    }

    private static async Task RequireNotEndpointsAsync(LabOperation lab, string tableId, RouteDestination destination)
    {
        var table = await RouteTables.GetAsync(lab, tableId);
        if (table.Routes.FirstOrDefault(route => route.IsEndpoints && route.Destination == destination.PrefixListId) is { } route)
        {
            throw new LabException(
                ErrorId.EndpointRoute,
                $"The route {route} in {tableId} belongs to the endpoint {route.Target}.",
                "Take the endpoint off the table (Set-LabEndpoint -RemoveRouteTable) or away altogether (Remove-LabEndpoint).",
                tableId);
        }
    }
}
