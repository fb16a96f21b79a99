namespace EndpointLab.Simulator.State;

/// <summary>What Amazon has for its customers in one cloud, of whatever account.</summary>
internal sealed class AmazonPools
{
    private readonly Dictionary<string, AmazonPool> ipv6Blocks = [];

    /// <summary>Public IPv4 addresses for instances and NAT gateways.</summary>
    public AmazonPool PublicAddresses { get; } = new(Cidr.Parse("3.64.0.0/10"), 32);

    /// <summary>IPv6 blocks for VPCs in a Region.</summary>
    public AmazonPool Ipv6BlocksOf(string region)
    {
        if (!ipv6Blocks.TryGetValue(region, out var pool))
            ipv6Blocks[region] = pool = new(AmazonIpv6Ranges.OfVpcs(region), Vpc.Ipv6PrefixLength);
        return pool;
    }
}
