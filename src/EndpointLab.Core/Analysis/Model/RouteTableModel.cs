namespace EndpointLab.Analysis;

internal sealed record RouteTableModel(string Id, string VpcId, IReadOnlyList<RouteModel> Routes)
{
    /// <summary>Whether subnets that are associated with no table use this one.</summary>
    public bool IsMain { get; init; }

    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>The internet and VPN gateways that use it for what they let in.</summary>
    public IReadOnlyList<string> GatewayIds { get; init; } = [];
}

/// <summary>A route to the addresses of a block or of a prefix list.</summary>
/// <param name="Block">Null where it is for a prefix list.</param>
/// <param name="Target">The id of what it leads to, or <see cref="LocalTarget"/>. An instance's is its network interface.</param>
internal sealed record RouteModel(Cidr? Block, string? PrefixListId, string Target)
{
    public const string LocalTarget = "local";

    public bool IsBlackhole { get; init; }

    public bool IsPropagated { get; init; }

    public string Destination => Block?.ToString() ?? PrefixListId!;

    /// <summary>The prefix of the target's id, which tells what it is; or <see cref="LocalTarget"/>.</summary>
    public string TargetKind => ResourceKind.PrefixOf(Target);

    /// <summary>Lower is taken first where prefixes are equally long ("Route priority" in the VPC User Guide).</summary>
    public int Priority => Target is LocalTarget ? 0 : IsPropagated ? 3 : PrefixListId is null ? 1 : 2;

    /// <summary>Whether DeleteRoute takes it: not a VPC's own, nor a gateway's or a gateway endpoint's doing.</summary>
    public bool IsRemovable =>
        Target is not LocalTarget && !IsPropagated && !(PrefixListId is not null && ResourceKind.Endpoint.IsId(Target));

    /// <summary>Whether a route to that block would change nothing for it.</summary>
    public bool Precedes(Cidr block) => Block is not { } own || own.Length >= block.Length;

    public override string ToString() => $"{Destination} → {Target}";
}

/// <summary>A prefix list with its blocks of one family.</summary>
internal sealed record PrefixListModel(string Id, string Name, IReadOnlyList<Cidr> Blocks)
{
    /// <summary>The list of the addresses that a service of AWS has in a family.</summary>
    public bool IsOf(string serviceName, bool isIpv6)
    {
        var dot = serviceName.LastIndexOf('.');
        return Name == (isIpv6 ? $"{serviceName[..dot]}.ipv6{serviceName[dot..]}" : serviceName);
    }
}
