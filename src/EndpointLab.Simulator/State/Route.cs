namespace EndpointLab.Simulator.State;

/// <summary>A way out of a route table.</summary>
/// <param name="Destination">A block of either family, or a prefix list's id.</param>
/// <param name="Target">The id of the gateway, NAT gateway, interface or endpoint; <see cref="LocalTarget"/> within the VPC.</param>
internal sealed record Route(string Destination, string Target)
{
    public const string LocalTarget = "local";

    public string Origin { get; init; } = "CreateRoute";

    /// <summary>The destination as a block; null for a prefix list.</summary>
    public Cidr? Cidr { get; } = State.Cidr.TryParse(Destination, out var cidr) ? cidr : null;

    public bool IsIpv4 => Cidr is { IsIpv6: false };

    public bool IsIpv6 => Cidr is { IsIpv6: true };

    public bool IsPrefixList => Cidr is null;

    /// <summary>Whether traffic gets anywhere: a route whose target is gone or detached is a black hole.</summary>
    public bool IsActive(RegionState region, Vpc vpc) => Target == LocalTarget || region.Find(Target)?.CanRoute(vpc) == true;
}
