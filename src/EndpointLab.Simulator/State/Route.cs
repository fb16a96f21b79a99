namespace EndpointLab.Simulator.State;

/// <summary>A way out of a route table.</summary>
/// <param name="Destination">An IPv4 block, an IPv6 block, or a prefix list's id.</param>
/// <param name="Target">The id of the gateway, NAT gateway, interface or endpoint; <see cref="LocalTarget"/> within the VPC.</param>
internal sealed record Route(string Destination, string Target)
{
    public const string LocalTarget = "local";

    public string Origin { get; init; } = "CreateRoute";

    /// <summary>The destination as an IPv4 block; null for IPv6 and prefix lists.</summary>
    public Cidr? Cidr { get; } = State.Cidr.TryParse(Destination, out var cidr) ? cidr : null;

    public bool IsIpv6 => Destination.Contains(':', StringComparison.Ordinal);

    public bool IsPrefixList => Destination.StartsWith("pl-", StringComparison.Ordinal);

    public static Route Local(Vpc vpc) => new(vpc.CidrBlock.ToString(), LocalTarget) { Origin = "CreateRouteTable" };

    /// <summary>Whether traffic gets anywhere: a route whose target is gone or detached is a black hole.</summary>
    public bool IsActive(RegionState region, Vpc vpc) => Target == LocalTarget || region.Find(Target)?.CanRoute(vpc) == true;
}
