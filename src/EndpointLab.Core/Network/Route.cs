namespace EndpointLab;

/// <summary>One route of a route table (EC2's <c>Route</c>): where it leads what is bound for its destination.</summary>
public sealed record Route
{
    /// <summary>The IPv4 block that it is for; null where it is for something else.</summary>
    public string? DestinationCidrBlock { get; }

    public string? DestinationIpv6CidrBlock { get; }

    public string? DestinationPrefixListId { get; }

    /// <summary>Whichever of the destinations it has.</summary>
    public string Destination => DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId ?? "";

    /// <summary>The id of what it leads to, or <c>local</c>.</summary>
    public string Target { get; }

    /// <summary><c>active</c>, or <c>blackhole</c> where the target is gone.</summary>
    public string State { get; }

    /// <summary>How it came about: <c>CreateRouteTable</c>, <c>CreateRoute</c> or <c>EnableVgwRoutePropagation</c>.</summary>
    public string Origin { get; }

    /// <summary>A gateway endpoint made it and keeps it: the route APIs can't touch it.</summary>
    internal bool IsEndpoints => DestinationPrefixListId is not null && Target.StartsWith("vpce-", StringComparison.Ordinal);

    internal bool IsBlackhole => State == "blackhole";

    internal Route(Amazon.EC2.Model.Route route)
    {
        DestinationCidrBlock = route.DestinationCidrBlock;
        DestinationIpv6CidrBlock = route.DestinationIpv6CidrBlock;
        DestinationPrefixListId = route.DestinationPrefixListId;
        // An instance's route names its interface as well, and the instance is what the user knows.
        Target = route.GatewayId ?? route.NatGatewayId ?? route.InstanceId ?? route.NetworkInterfaceId ?? route.TransitGatewayId
            ?? route.VpcPeeringConnectionId ?? route.EgressOnlyInternetGatewayId ?? route.LocalGatewayId ?? route.CarrierGatewayId
            ?? route.CoreNetworkArn ?? "";
        State = route.State;
        Origin = route.Origin;
    }

    public override string ToString() => $"{Destination} → {Target}";
}
