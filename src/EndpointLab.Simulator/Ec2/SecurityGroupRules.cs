namespace EndpointLab.Simulator.Ec2;

internal static class SecurityGroupRules
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AuthorizeSecurityGroupIngress"] = call => Authorize(call, isEgress: false),
        ["AuthorizeSecurityGroupEgress"] = call => Authorize(call, isEgress: true),
        ["RevokeSecurityGroupIngress"] = call => Revoke(call, isEgress: false),
        ["RevokeSecurityGroupEgress"] = call => Revoke(call, isEgress: true),
        ["DescribeSecurityGroupRules"] = Describe,
    };

    private static readonly FilterTable<SecurityGroupRule> Filters = new()
    {
        { "group-id", rule => rule.Group.Id },
        { "security-group-rule-id", rule => rule.Id },
    };

    /// <summary>How many rules a group takes in each direction.</summary>
    private const int MostRules = 60;

    /// <summary>Whether a group takes all these rules. A customer's prefix list counts as the entries that it may have.</summary>
    /// <param name="growing">A list that is to have that many.</param>
    public static bool Fit(RegionState region, IEnumerable<SecurityGroupRule> rules, (string Id, int MaxEntries)? growing = null)
    {
        return rules.GroupBy(rule => rule.IsEgress).All(direction => direction.Sum(Weight) <= MostRules);

        int Weight(SecurityGroupRule rule) =>
            rule.PrefixListId is not { } list ? 1
            : list == growing?.Id ? growing.Value.MaxEntries
            : region.PrefixLists[list].MaxEntries ?? 1;
    }

    private static void Authorize(Ec2Call call, bool isEgress)
    {
        var group = SecurityGroups.Named(call);
        var rules = SecurityGroupPermissions.Read(call, group, isEgress);
        if (rules.Count == 0)
            throw Ec2Errors.MissingSource();
        List<SecurityGroupRule> known = [.. group.Rules];
        foreach (var rule in rules)
        {
            if (known.Exists(rule.IsSame))
                throw Ec2Errors.InvalidPermissionDuplicate(rule);
            known.Add(rule);
        }
        if (!Fit(call.Region, known))
            throw Ec2Errors.RulesPerSecurityGroupLimitExceeded();
        var tags = call.NewTags(SecurityGroupRule.Kind);
        call.Proceed();
        foreach (var rule in rules)
        {
            foreach (var (key, value) in tags)
                rule.Tags[key] = value;
            call.Region.AddSecurityGroupRule(rule);
        }
        call.Answer.Success();
        call.Answer.List("securityGroupRuleSet", rules, SecurityGroupXml.WriteRule);
    }

    private static void Revoke(Ec2Call call, bool isEgress)
    {
        var group = SecurityGroups.Named(call);
        var byId = call.Region.SecurityGroupRules.Select(call.Parameters.List("SecurityGroupRuleId"));
        if (byId.Find(rule => rule.Group != group || rule.IsEgress != isEgress) is { } foreign)
            throw SecurityGroupRule.Kind.NotFound(foreign.Id);
        var asked = SecurityGroupPermissions.Read(call, group, isEgress);
        if (byId.Count + asked.Count == 0)
            throw Ec2Errors.MissingParameter("ipPermissions or securityGroupRuleIds");
        var revoked = byId
            .Concat(asked.Select(one => group.Rules.Find(one.IsSame) ?? throw Ec2Errors.InvalidPermissionNotFound()))
            .Distinct()
            .ToList();
        call.Proceed();
        revoked.ForEach(call.Region.RemoveSecurityGroupRule);
        call.Answer.Success();
        call.Answer.TextList("unknownIpPermissionSet", []);
        call.Answer.List("revokedSecurityGroupRuleSet", revoked, SecurityGroupXml.WriteRevoked);
    }

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.SecurityGroupRules, "SecurityGroupRuleId", Filters, "securityGroupRuleSet", SecurityGroupXml.WriteRule);
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidPermissionDuplicate(SecurityGroupRule rule)
    {
        var protocol = rule.Protocol == SecurityGroupRule.AnyProtocol ? "ALL" : rule.Protocol.ToUpperInvariant();
        var ports = rule.Protocol is "tcp" or "udp" ? $"from port: {rule.FromPort}, to port: {rule.ToPort}, " : "";
        return new("InvalidPermission.Duplicate", $"the specified rule \"peer: {rule.Peer}, {protocol}, {ports}ALLOW\" already exists");
    }

    public static ServiceException InvalidPermissionNotFound() =>
        new("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");

    public static ServiceException MissingSource() =>
        new("MissingParameter", "Missing source specification: include source security group or CIDR information");

    public static ServiceException RulesPerSecurityGroupLimitExceeded() =>
        new("RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.");
}
