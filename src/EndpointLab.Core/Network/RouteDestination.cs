namespace EndpointLab;

/// <summary>What a route is for: an IPv4 block or a prefix list. One of them is null.</summary>
public sealed record RouteDestination(Cidr? CidrBlock, string? PrefixListId)
{
    internal string? CidrText => CidrBlock?.ToString();

    public override string ToString() => CidrText ?? PrefixListId!;
}
