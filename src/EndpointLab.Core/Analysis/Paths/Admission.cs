namespace EndpointLab.Analysis;

/// <summary>What security groups admit together to or from a port: addresses, and the members of groups.</summary>
internal sealed record Admission(RangeSet Ipv4, RangeSet Ipv6, IReadOnlySet<string> GroupIds)
{
    /// <summary>A rule about a prefix list that could not be read.</summary>
    public GroupRuleModel? Unknown { get; private init; }

    public RangeSet Of(bool isIpv6) => isIpv6 ? Ipv6 : Ipv4;

    public static Admission Of(
        IReadOnlyList<string> groupIds, bool isEgress, IpProtocol protocol, int port, NetworkIndex index)
    {
        var rules = RulesOf(groupIds, isEgress, protocol, port, index).ToList();
        var blocks = rules.SelectMany(rule => BlocksOf(rule, index)).ToList();
        return new(
            RangeSet.Of(blocks, isIpv6: false),
            RangeSet.Of(blocks, isIpv6: true),
            rules.Select(rule => rule.GroupId).OfType<string>().ToHashSet())
        {
            Unknown = rules.Find(rule => rule.PrefixListId is { } list && index.PrefixList(list) is null),
        };
    }

    public static IEnumerable<GroupRuleModel> RulesOf(
        IReadOnlyList<string> groupIds, bool isEgress, IpProtocol protocol, int port, NetworkIndex index) =>
        groupIds.SelectMany(id => index.Group(id)?.Rules ?? []).Where(rule => rule.IsEgress == isEgress && rule.IsFor(protocol, port));

    public static IEnumerable<Cidr> BlocksOf(GroupRuleModel rule, NetworkIndex index) =>
        rule.Block is { } block ? [block] : rule.PrefixListId is { } list ? index.PrefixList(list)?.Blocks ?? [] : [];
}
