namespace EndpointLab.Analysis;

/// <summary>What a VPC's DNS firewall takes from the answers.</summary>
internal sealed class DnsFirewallCheck(NetworkModel model, NameQuery query, NameNotes notes)
{
    private readonly string name = query.Name;

    /// <summary>
    /// Takes from the answers what the VPC's DNS firewall blocks. Where that is all, the rule is found, and the answers stay.
    /// </summary>
    public NameMeaning Pass(VpcModel vpc, NameMeaning meaning)
    {
        if (!model.Has(ModelPart.DnsFirewall))
        {
            notes.Doubt(ModelPart.DnsFirewall);
        }

        var rules = model.FirewallRules.Where(rule => rule.VpcId == vpc.Id).ToList();
        foreach (var rule in rules.Where(rule => rule is { Action: DnsFirewallRule.Block, Domains: null }))
        {
            notes.Assume(
                $"The rule {rule.Name} of {rule.RuleGroupId} blocks domains that AWS doesn't show: {name} is taken for none of them.");
        }

        var (ipv4, ipv6) = (Blocking("A"), Blocking("AAAA"));
        NameMeaning left = meaning with
        {
            Ipv4 = ipv4 is null ? meaning.Ipv4 : NameMeaning.Nothing.Ipv4,
            Ipv6 = ipv6 is null ? meaning.Ipv6 : NameMeaning.Nothing.Ipv6,
        };
        if ((ipv4 ?? ipv6) is not { } blocking || !left.IsEmpty)
        {
            return left;
        }

        AllowDomain fix = new(blocking.RuleGroupId, name, blocking.Priority);
        notes.Stop(
            Cause.DnsFirewall, blocking.AssociationId, blocking.Name,
            $"The rule {blocking.Name} of {blocking.RuleGroupId} blocks {name} in {vpc.Id} ({blocking.BlockResponse}).",
            AwsPages.DnsFirewall, fix);
        notes.Show(blocking.AssociationId, $"the rule {blocking.Name} blocks {name}", false);
        return meaning;

        DnsFirewallRule? Blocking(string type) =>
            rules.Find(rule => rule.Matches(name, type)) is { Action: DnsFirewallRule.Block } rule ? rule : null;
    }
}
