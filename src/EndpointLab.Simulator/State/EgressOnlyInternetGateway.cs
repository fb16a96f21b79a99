namespace EndpointLab.Simulator.State;

/// <summary>A way out of a VPC for connections over IPv6, by which none comes in.</summary>
internal sealed class EgressOnlyInternetGateway(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } = new(
        "egress-only-internet-gateway",
        "eigw",
        "InvalidEgressOnlyInternetGatewayId.NotFound",
        "InvalidEgressOnlyInternetGatewayId.Malformed",
        "egress-only internet gateway ID");

    public required Vpc Vpc { get; init; }

    public override bool CanRoute(Vpc vpc) => Vpc == vpc;
}

internal sealed partial class RegionState
{
    public ResourceTable<EgressOnlyInternetGateway> EgressOnlyInternetGateways => field ??= NewTable<EgressOnlyInternetGateway>();
}
