namespace EndpointLab;

/// <summary>What a route is for: a block of either family or a prefix list. One of them is null.</summary>
public sealed record RouteDestination(Cidr? CidrBlock, string? PrefixListId)
{
    /// <exception cref="LabException">It is neither.</exception>
    internal static RouteDestination Parse(string text) =>
        ResourceKind.PrefixList.IsId(text) ? new(null, text) : new(Cidr.Parse(text), null);

    internal string? Ipv4Text => CidrBlock is { IsIpv6: false } ? $"{CidrBlock}" : null;

    internal string? Ipv6Text => CidrBlock is { IsIpv6: true } ? $"{CidrBlock}" : null;

    public override string ToString() => CidrBlock?.ToString() ?? PrefixListId!;
}
