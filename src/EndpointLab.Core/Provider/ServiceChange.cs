namespace EndpointLab;

/// <summary>What is to change of an endpoint service. What is null, empty or false stays as it is.</summary>
/// <param name="IpAddressTypes">All that it is to support.</param>
/// <param name="Regions">All from which it is to be reached.</param>
public sealed record ServiceChange(
    IReadOnlyList<LoadBalancerArn> AddedLoadBalancers,
    IReadOnlyList<LoadBalancerArn> RemovedLoadBalancers,
    bool? AcceptanceRequired,
    string? PrivateDnsName,
    bool RemovePrivateDnsName,
    IReadOnlyList<string> IpAddressTypes,
    IReadOnlyList<string> Regions);
