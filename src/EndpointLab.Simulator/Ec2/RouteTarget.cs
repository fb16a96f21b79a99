namespace EndpointLab.Simulator.Ec2;

/// <summary>Reads where a route is to lead.</summary>
internal static class RouteTarget
{
    private static readonly string[] Names =
    [
        "GatewayId", "NatGatewayId", "InstanceId", "NetworkInterfaceId", "VpcEndpointId", "EgressOnlyInternetGatewayId",
        "TransitGatewayId", "VpcPeeringConnectionId", "LocalGatewayId", "CarrierGatewayId", "CoreNetworkArn", "OdbNetworkArn",
    ];

    /// <summary>The id of the one target that the call names, once it is known to take traffic of the VPC.</summary>
    /// <exception cref="ServiceException">There is no such target, or not in this VPC.</exception>
    public static string Read(Ec2Call call, Vpc vpc)
    {
        if (Names.Where(name => call.Parameters[name] is not null).ToList() is not [var name])
            throw Ec2Errors.InvalidParameterCombination($"The request must contain exactly one of {string.Join(", ", Names)}");
        var id = call.Parameters.Required(name);
        if (call.Parameters["DestinationPrefixListId"] is not null && id.StartsWith("vpce-", StringComparison.Ordinal))
            throw Ec2Errors.InvalidParameterValue("Cannot create or replace a prefix list route targeting a VPC Endpoint.");
        var (target, isInVpc) = Target(call.Region, name, id, vpc);
        return isInVpc ? target : throw Ec2Errors.InvalidParameterValue(
            $"route table {call.Parameters["RouteTableId"]} and network gateway {id} belong to different networks");
    }

    private static (string Target, bool IsInVpc) Target(RegionState region, string name, string id, Vpc vpc)
    {
        switch (name)
        {
            case "GatewayId" when region.InternetGateways.TryGet(id, out var gateway):
                return (id, gateway.Vpc == vpc);
            case "GatewayId" when region.VpnGateways.TryGet(id, out var gateway):
                return (id, gateway.CanRoute(vpc));
            case "GatewayId" when id.StartsWith("nat-", StringComparison.Ordinal):
                throw Ec2Errors.InvalidParameterValue($"invalid value for parameter gateway-id: {id}");
            case "GatewayId":
                throw Ec2Errors.InvalidGatewayId(id);
            case "NatGatewayId" when region.NatGateways.TryGet(id, out var gateway):
                return (id, gateway.Subnet.Vpc == vpc);
            case "NatGatewayId":
                throw Ec2Errors.InvalidNatGatewayId(id);
            case "NetworkInterfaceId":
                return (id, region.NetworkInterfaces[id].Subnet.Vpc == vpc);
            case "InstanceId":
                var only = OnlyInterface(region, region.Instances[id]);
                return (only.Id, only.Subnet.Vpc == vpc);
            case "EgressOnlyInternetGatewayId":
                return (id, region.EgressOnlyInternetGateways[id].Vpc == vpc);
            case "VpcPeeringConnectionId":
                var peering = region.VpcPeeringConnections[id].Peering;
                return peering.IsPending || peering.IsAccepted ? (id, peering.Joins(vpc)) : throw VpcPeeringConnection.Kind.NotFound(id);
            case "VpcEndpointId":
                var endpoint = region.VpcEndpoints[id];
                return endpoint.Service.Type == EndpointService.GatewayLoadBalancer && endpoint.IsServing
                    ? (id, endpoint.Vpc == vpc)
                    : throw Ec2Errors.RouteNotSupported(endpoint);
            default:
                throw Ec2Errors.InvalidRouteTarget(name, id);
        }
    }

    private static NetworkInterface OnlyInterface(RegionState region, Instance instance) =>
        region.NetworkInterfacesOf(instance).ToList() is [var only] ? only : throw Ec2Errors.InvalidInstanceId(instance);
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidGatewayId(string id) =>
        new("InvalidGatewayID.NotFound", $"The gateway ID '{id}' does not exist");

    public static ServiceException InvalidNatGatewayId(string id) =>
        new("InvalidNatGatewayID.NotFound", $"The natGateway ID '{id}' does not exist");

    public static ServiceException InvalidInstanceId(Instance instance) => new(
        "InvalidInstanceID",
        $"There is not exactly one interface attached to instance '{instance.Id}'. "
            + "Please specify an interface ID for the operation instead.");

    /// <summary>Only available Gateway Load Balancer endpoints are targets; a gateway endpoint makes its routes itself.</summary>
    public static ServiceException RouteNotSupported(VpcEndpoint endpoint) => new(
        "RouteNotSupported",
        $"Route table contains unsupported route target: {endpoint.Id}. VPC Endpoints of this type cannot be used as route targets.");

    /// <summary>A kind of target of which the simulator has none, so that no id of it is known.</summary>
    public static ServiceException InvalidRouteTarget(string parameter, string id) =>
        new($"Invalid{parameter[..^2]}ID.NotFound", $"The {AsInMessages(parameter)[..^2]} ID '{id}' does not exist");
}
