using System.IO.Hashing;
using System.Text;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>The appliances that are registered with Gateway Load Balancers, which the cloud knows by their ARNs alone.</summary>
internal sealed class Appliances
{
    private readonly SortedDictionary<string, IReadOnlyList<Appliance>> byLoadBalancer = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IReadOnlyList<Appliance>> All => byLoadBalancer;

    /// <summary>Registers these with a load balancer instead of those that were.</summary>
    public void Register(string loadBalancerArn, IReadOnlyList<Appliance> appliances) => byLoadBalancer[loadBalancerArn] = appliances;

    /// <summary>The appliance that gets a connection, the same for both of its directions; null where there is none.</summary>
    public Appliance? Choose(IEnumerable<string> loadBalancerArns, Flow flow)
    {
        var registered = loadBalancerArns.SelectMany(arn => byLoadBalancer.GetValueOrDefault(arn, [])).ToList();
        if (registered.Count == 0)
            return null;
        string[] ends = [$"{flow.Source} {flow.SourcePort}", $"{flow.Destination} {flow.Port}"];
        Array.Sort(ends, StringComparer.Ordinal);
        return registered[(int)(XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(string.Join('-', ends))) % (ulong)registered.Count)];
    }
}
