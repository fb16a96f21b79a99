namespace EndpointLab.Simulator.DataPlane;

/// <summary>Amazon's resolver, which every VPC has at the second address of its block and at 169.254.169.253.</summary>
internal sealed class AmazonResolver(EndpointNames endpoints, PublicNames names)
{
    /// <param name="subnet">The subnet in which the name is asked for.</param>
    public DnsAnswer Answer(string name, Subnet subnet)
    {
        if (!subnet.Vpc.EnableDnsSupport)
            return DnsAnswer.None($"{subnet.Vpc.Id}: enableDnsSupport is off, so nothing resolves {name}");
        IReadOnlyList<Address> answers = [.. endpoints.Find(name, subnet) ?? names.Find(name, subnet.Vpc)];
        return new(subnet.EnableDns64 && !answers.Any(answer => answer.IsIpv6) ? [.. answers.Select(AmazonAddresses.ToNat64)] : answers);
    }
}
