namespace EndpointLab.Analysis;

internal enum GatewayKind
{
    Internet,
    EgressOnly,
}

/// <summary>An internet gateway or an egress-only one.</summary>
/// <param name="VpcId">The VPC to which it is attached; null for none.</param>
internal sealed record GatewayModel(string Id, GatewayKind Kind, string? VpcId);

/// <param name="InterfaceId">Its interface; null while it has none.</param>
internal sealed record NatGatewayModel(string Id, string VpcId, string SubnetId, string State, string? InterfaceId)
{
    public bool IsPublic { get; init; } = true;

    public bool IsAvailable => State is "available";
}

/// <param name="Status">active where traffic passes.</param>
internal sealed record PeeringModel(string Id, string Status, PeeringSide Requester, PeeringSide Accepter)
{
    public const string Active = "active", PendingAcceptance = "pending-acceptance";

    public bool Joins(string vpcId) => Requester.VpcId == vpcId || Accepter.VpcId == vpcId;

    /// <summary>The side across, seen from one of the VPCs.</summary>
    public PeeringSide Across(string vpcId) => Requester.VpcId == vpcId ? Accepter : Requester;
}

internal sealed record PeeringSide(string VpcId, string OwnerId, string Region, IReadOnlyList<Cidr> Blocks);

/// <param name="Mode">off, block-ingress or block-bidirectional.</param>
internal sealed record BlockPublicAccessModel(string Mode, IReadOnlyList<BlockPublicAccessExclusion> Exclusions)
{
    public const string Bidirectional = "block-bidirectional", Ingress = "block-ingress";

    public static readonly BlockPublicAccessModel Off = new("off", []);
}

/// <param name="ResourceId">The VPC or subnet that is exempt.</param>
/// <param name="AllowsIngress">Whether connections may also come in; otherwise they only go out.</param>
internal sealed record BlockPublicAccessExclusion(string Id, string ResourceId, bool AllowsIngress);
