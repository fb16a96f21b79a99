namespace EndpointLab.Simulator.State;

/// <summary>
/// VPC Block Public Access: what an account lets pass the internet gateways of a Region, whatever its route tables say ("Block public
/// access to VPCs and subnets" in the VPC User Guide).
/// </summary>
internal sealed class BlockPublicAccess(RegionState region)
{
    public const string Off = "off";

    /// <summary>Nothing passes an internet gateway or an egress-only one.</summary>
    public const string Bidirectional = "block-bidirectional";

    /// <summary>Only what NAT gateways and egress-only internet gateways let out passes.</summary>
    public const string Ingress = "block-ingress";

    /// <summary>What the account asked for.</summary>
    public string Mode { get; private set; } = Off;

    /// <summary>What traffic is subject to: a mode that was asked for a moment ago isn't it yet.</summary>
    public string ModeInEffect { get; private set; } = Off;

    public Timeline State { get; private set; } = region.Begin("default-state");

    public DateTimeOffset? LastUpdate { get; private set; }

    public void Set(string mode)
    {
        Mode = mode;
        LastUpdate = region.Now.Time;
        State = region.Begin("update-in-progress").Then(Delay.BlockPublicAccessChange, "update-complete");
        region.After(Delay.BlockPublicAccessChange, () => ModeInEffect = mode);
    }

    /// <summary>Whether connections from the internet to a subnet are stopped.</summary>
    public bool BlocksInbound(Subnet subnet) => ModeInEffect is not Off && !Excludes(subnet, BlockPublicAccessExclusion.Bidirectional);

    /// <summary>Whether connections from a subnet to the internet are stopped.</summary>
    /// <param name="isEgressOnly">Whether they take a NAT gateway of the subnet, or an egress-only internet gateway.</param>
    public bool BlocksOutbound(Subnet subnet, bool isEgressOnly) => BlocksInbound(subnet) && ModeInEffect switch
    {
        Ingress => !isEgressOnly,
        _ => !Excludes(subnet, BlockPublicAccessExclusion.Egress),
    };

    private bool Excludes(Subnet subnet, string mode) => region.BlockPublicAccessExclusions
        .Any(exclusion => exclusion.ModeInEffect == mode && (exclusion.Excluded == subnet || exclusion.Excluded == subnet.Vpc));
}

internal sealed partial class RegionState
{
    public BlockPublicAccess BlockPublicAccess => field ??= new(this);
}
