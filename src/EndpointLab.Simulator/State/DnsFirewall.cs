namespace EndpointLab.Simulator.State;

/// <summary>What is common to the parts of Route 53 Resolver DNS Firewall.</summary>
/// <param name="id">Unlike EC2's, its tables are the service's own: EC2's actions don't find it.</param>
internal abstract class FirewallPart(string id, string type, RegionState region) : ITagged
{
    public string Id => id;

    public string Arn { get; } = $"arn:aws:route53resolver:{region.Region.Name}:{region.AccountId}:{type}/{id}";

    public required string Name { get; set; }

    public required string CreatorRequestId { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];

    public DateTimeOffset Created { get; } = region.Now.Time;

    public DateTimeOffset Modified { get; set; } = region.Now.Time;
}

/// <summary>
/// Domains, in small letters and without the dot at their end; one with an asterisk for its first label stands for those under it.
/// </summary>
internal sealed class FirewallDomainList(RegionState region)
    : FirewallPart(ResourceId.New("rslvr-fdl"), "firewall-domain-list", region)
{
    public SortedSet<string> Domains { get; } = new(StringComparer.Ordinal);

    public bool Matches(string name) => Domains.Any(domain =>
        domain == name
        || domain is "*"
        || domain.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(domain[1..], StringComparison.Ordinal));
}

internal sealed class FirewallRuleGroup(RegionState region) : FirewallPart(ResourceId.New("rslvr-frg"), "firewall-rule-group", region)
{
    /// <summary>In no order but that of their priorities.</summary>
    public List<FirewallRule> Rules { get; } = [];
}

/// <summary>A rule group that a VPC's questions pass.</summary>
internal sealed class FirewallRuleGroupAssociation(RegionState region)
    : FirewallPart(ResourceId.New("rslvr-frgassoc"), "firewall-rule-group-association", region)
{
    public required FirewallRuleGroup Group { get; init; }

    public required string VpcId { get; init; }

    public required int Priority { get; set; }

    public required string MutationProtection { get; set; }
}

/// <summary>What becomes of questions for the names of a list.</summary>
internal sealed record FirewallRule(FirewallDomainList List, string Name, string CreatorRequestId, DateTimeOffset Created)
{
    public int Priority { get; init; }

    /// <summary>ALLOW, ALERT or BLOCK.</summary>
    public string Action { get; init; } = "ALLOW";

    /// <summary>NODATA, NXDOMAIN or OVERRIDE; null where nothing is blocked.</summary>
    public string? BlockResponse { get; init; }

    /// <summary>The name that is answered in place of the one asked for, and for how many seconds.</summary>
    public (string Domain, int Ttl)? Override { get; init; }

    /// <summary>The type of records it is about, such as AAAA; null for all.</summary>
    public string? QueryType { get; init; }

    /// <summary>Whether it looks at the name that was asked for alone, and not at those that this one stands for.</summary>
    public bool TrustsRedirection { get; init; }

    public DateTimeOffset Modified { get; init; }
}

/// <summary>The rule that decides a question, and the association by which it does.</summary>
internal sealed record FirewallMatch(FirewallRuleGroupAssociation Association, FirewallRule Rule);

internal sealed partial class RegionState
{
    public List<FirewallDomainList> FirewallDomainLists { get; } = [];

    public List<FirewallRuleGroup> FirewallRuleGroups { get; } = [];

    public List<FirewallRuleGroupAssociation> FirewallRuleGroupAssociations { get; } = [];

    /// <summary>
    /// The first rule that is about a question in a VPC, by the priorities of the associations and then of the rules ("How Route 53
    /// Resolver DNS Firewall works" in the Route 53 Developer Guide). Null where none is.
    /// </summary>
    /// <param name="queryType">A or AAAA.</param>
    /// <param name="isRedirected">Whether another name that stands for this one was asked for.</param>
    public FirewallMatch? FirewallMatchOf(Vpc vpc, string name, string queryType, bool isRedirected) => (
        from association in FirewallRuleGroupAssociations
        where association.VpcId == vpc.Id
        from rule in association.Group.Rules
        where rule.List.Matches(name)
        where rule.QueryType is null || rule.QueryType == queryType
        where !(isRedirected && rule.TrustsRedirection)
        orderby association.Priority, rule.Priority
        select new FirewallMatch(association, rule)).FirstOrDefault();
}
