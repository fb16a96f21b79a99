namespace EndpointLab.Simulator.State;

internal sealed class InternetGateway(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("internet-gateway", "igw", "InvalidInternetGatewayID.NotFound", "InvalidInternetGatewayId.Malformed", "internetGateway ID");

    /// <summary>The VPC it is attached to; null while it is attached to none.</summary>
    public Vpc? Vpc { get; set; }

    public override bool CanRoute(Vpc vpc) => Vpc == vpc;
}

internal sealed partial class RegionState
{
    public ResourceTable<InternetGateway> InternetGateways => field ??= NewTable<InternetGateway>();
}
