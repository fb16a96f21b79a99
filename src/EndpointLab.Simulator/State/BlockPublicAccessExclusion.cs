namespace EndpointLab.Simulator.State;

/// <summary>What exempts a VPC or a subnet from the account's Block Public Access.</summary>
internal sealed class BlockPublicAccessExclusion(string id) : Resource(id), IResource
{
    /// <summary>All traffic passes.</summary>
    public const string Bidirectional = "allow-bidirectional";

    /// <summary>Connections pass that are opened from within, while the account blocks both directions.</summary>
    public const string Egress = "allow-egress";

    public static ResourceKind Kind { get; } = new(
        "vpc-block-public-access-exclusion",
        "vpcbpa-exclude",
        "InvalidVpcBlockPublicAccessExclusionId.NotFound",
        "InvalidVpcBlockPublicAccessExclusionId.Malformed",
        "VPC Block Public Access exclusion ID");

    /// <summary>The VPC or the subnet.</summary>
    public required Resource Excluded { get; init; }

    public required string ResourceArn { get; init; }

    public required string Mode { get; set; }

    /// <summary>What traffic is subject to; null before the exclusion is complete, and after it is deleted.</summary>
    public string? ModeInEffect { get; set; }

    public required Timeline State { get; set; }

    public required DateTimeOffset CreationTime { get; init; }

    public required DateTimeOffset LastUpdate { get; set; }

    public DateTimeOffset? DeletionTime { get; set; }
}

internal sealed partial class RegionState
{
    public ResourceTable<BlockPublicAccessExclusion> BlockPublicAccessExclusions => field ??= NewTable<BlockPublicAccessExclusion>();
}
