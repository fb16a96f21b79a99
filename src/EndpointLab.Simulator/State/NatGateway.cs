namespace EndpointLab.Simulator.State;

internal sealed class NatGateway(string id) : Resource(id), IResource
{
    /// <summary>The type of the network interface that each has.</summary>
    public const string InterfaceType = "nat_gateway";

    public static ResourceKind Kind { get; } =
        new("natgateway", "nat", "NatGatewayNotFound", "NatGatewayMalformed", "Nat Gateway");

    public required NetworkInterface NetworkInterface { get; init; }

    /// <summary>The address it translates to; null for a private one.</summary>
    public ElasticAddress? ElasticAddress { get; init; }

    public required Timeline State { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    public DateTimeOffset? DeleteTime { get; set; }

    /// <summary>Why it never worked; null if it did.</summary>
    public (string Code, string Message)? Failure { get; init; }

    public Subnet Subnet => NetworkInterface.Subnet;

    public override bool CanRoute(Vpc vpc) => Subnet.Vpc == vpc && DeleteTime is null && Failure is null;
}

internal sealed partial class RegionState
{
    public ResourceTable<NatGateway> NatGateways => field ??= NewTable<NatGateway>();
}
