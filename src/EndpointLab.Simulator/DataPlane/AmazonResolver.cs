namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// Amazon's resolver, which every VPC has at the second address of its block and at 169.254.169.253. Its DNS firewall comes first. Of
/// the private hosted zones and the endpoints' own domains that have a name in the VPC, the most specific decides alone ("Considerations
/// when working with a private hosted zone" in the Route 53 Developer Guide).
/// </summary>
internal sealed class AmazonResolver(EndpointNames endpoints, PublicNames names)
{
    private const int LongestChain = 8;

    /// <param name="subnet">The subnet in which the name is asked for.</param>
    public DnsAnswer Answer(string name, RegionState region, Subnet subnet)
    {
        if (!subnet.Vpc.EnableDnsSupport)
            return DnsAnswer.None($"{subnet.Vpc.Id}: enableDnsSupport is off, so nothing resolves {name}");
        Question question = new(region, subnet, IsIpv6: false);
        var ipv4 = Answer(name, question);
        var ipv6 = Answer(name, question with { IsIpv6 = true });
        return new(
            subnet.EnableDns64 && ipv6.Addresses.Count == 0
                ? [.. ipv4.Addresses.Select(AmazonAddresses.ToNat64)]
                : [.. ipv4.Addresses, .. ipv6.Addresses],
            ipv4.Failure ?? ipv6.Failure);
    }

    /// <summary>
    /// Asks the firewall about a name, and then for what it means. Where a rule trusts a name, it isn't asked about those that stand
    /// behind it.
    /// </summary>
    private DnsAnswer Answer(string name, Question question)
    {
        if (question.Depth > LongestChain)
            return DnsAnswer.None($"{name} comes after {LongestChain} other names, each of which stands for the next");
        if (question.IsTrusted
            || question.Region.FirewallMatchOf(question.Subnet.Vpc, name, question.Type, question.Depth > 0) is not var (association, rule))
        {
            return Find(name, question);
        }
        if (rule.Action is not "BLOCK")
            return Find(name, question with { IsTrusted = rule.TrustsRedirection });
        return rule.Override is var (domain, _)
            ? Find(domain.ToLowerInvariant().TrimEnd('.'), question with { IsTrusted = true })
            : DnsAnswer.None($"{association.Id}: rule {rule.Name} of {association.Group.Id} blocks {name} ({rule.BlockResponse})");
    }

    private DnsAnswer Find(string name, Question question)
    {
        var (region, subnet) = (question.Region, question.Subnet);
        var zone = region.HostedZonesOf(subnet.Vpc).Where(zone => zone.Covers(name)).MaxBy(zone => zone.Name.Length);
        if (EndpointNames.FindPrivate(name, region, subnet) is not var (endpoint, domain, addresses)
            || zone?.Name.Length > domain.Length)
        {
            return zone is not null && subnet.Vpc.HasDns
                ? InZone(zone, name, question)
                : question.Of(endpoints.Find(name, subnet) ?? names.Find(name, subnet.Vpc));
        }
        var found = question.Of(addresses);
        return found.Addresses.Count > 0
            ? found
            : DnsAnswer.None($"{endpoint.Id} has {domain} for its own in {subnet.Vpc.Id}, without {name}");
    }

    private DnsAnswer InZone(HostedZone zone, string name, Question question)
    {
        return zone.Find(name).FirstOrDefault(record => record.Type is "CNAME" || record.Type == question.Type) switch
        {
            { Type: "CNAME", Alias: null, Values: [var target, ..] } => Answer(target.ToLowerInvariant().TrimEnd('.'), question.Next),
            { Alias: { } alias } => Answer(alias.DnsName, question.Next with { IsTrusted = true }),
            { } record => question.Of(record.Values.Select(Address.Parse)),
            null => DnsAnswer.None(
                $"{zone.Id} decides {zone.Name} in {question.Subnet.Vpc.Id}, and has no {question.Type} record of {name}"),
        };
    }

    /// <summary>Where a name is asked for, and addresses of which family.</summary>
    private sealed record Question(RegionState Region, Subnet Subnet, bool IsIpv6)
    {
        public string Type => IsIpv6 ? "AAAA" : "A";

        /// <summary>Whether the firewall has nothing more to say.</summary>
        public bool IsTrusted { get; init; }

        /// <summary>How many names stood for the next until this one.</summary>
        public int Depth { get; private init; }

        public Question Next => this with { Depth = Depth + 1 };

        public DnsAnswer Of(IEnumerable<Address> addresses) => new([.. addresses.Where(address => address.IsIpv6 == IsIpv6)]);
    }
}
