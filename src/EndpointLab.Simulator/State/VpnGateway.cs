namespace EndpointLab.Simulator.State;

/// <summary>The VPC's side of VPN connections (a virtual private gateway). What would be behind one isn't simulated.</summary>
internal sealed class VpnGateway(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("vpn-gateway", "vgw", "InvalidVpnGatewayID.NotFound", "InvalidVpnGatewayId.Malformed", "vpnGateway ID");

    public required string? AvailabilityZone { get; init; }

    public required long AmazonSideAsn { get; init; }

    /// <summary>Whether it has been deleted, so that it is only seen until AWS forgets it.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>What ties it to a VPC; null while nothing does.</summary>
    public VpnAttachment? Attachment { get; set; }

    public override bool CanRoute(Vpc vpc) => Attachment is { IsEnding: false } attachment && attachment.Vpc == vpc;
}

internal sealed class VpnAttachment(Vpc vpc)
{
    public Vpc Vpc => vpc;

    public required Timeline State { get; set; }

    public bool IsEnding { get; set; }
}

internal sealed partial class RegionState
{
    public ResourceTable<VpnGateway> VpnGateways => field ??= NewTable<VpnGateway>();
}
