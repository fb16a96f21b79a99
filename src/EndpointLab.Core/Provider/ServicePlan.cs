namespace EndpointLab;

/// <summary>What a new endpoint service is to be.</summary>
/// <param name="LoadBalancers">At least one, and all of one type, which decides the service's.</param>
/// <param name="PrivateDnsName">Null for none.</param>
/// <param name="IpAddressTypes">ipv4, ipv6 or both; none for AWS's default.</param>
/// <param name="Regions">The Regions from which it can be reached; none for its own.</param>
public sealed record ServicePlan(
    IReadOnlyList<LoadBalancerArn> LoadBalancers,
    bool AcceptanceRequired,
    string? PrivateDnsName,
    IReadOnlyList<string> IpAddressTypes,
    IReadOnlyList<string> Regions,
    IReadOnlyDictionary<string, string> Tags);
