namespace EndpointLab.Simulator.Ec2;

/// <summary>Changes to rules that a security group has already.</summary>
internal static class SecurityGroupRuleChanges
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["ModifySecurityGroupRules"] = Modify,
        ["UpdateSecurityGroupRuleDescriptionsEgress"] = call => UpdateDescriptions(call, isEgress: true),
        ["UpdateSecurityGroupRuleDescriptionsIngress"] = call => UpdateDescriptions(call, isEgress: false),
    };

    private static void Modify(Ec2Call call)
    {
        var group = call.Region.SecurityGroups[call.Parameters.Required("GroupId")];
        List<(SecurityGroupRule Old, SecurityGroupRule New)> changes = [];
        foreach (var update in call.Parameters.Structures("SecurityGroupRule"))
        {
            var old = Rule(call.Region, group, update.Required("SecurityGroupRuleId"));
            changes.Add((old, SecurityGroupPermissions.ReadChange(call.Region, update.Structure("SecurityGroupRule"), old)));
        }

        if (changes.Count == 0)
            throw Ec2Errors.MissingParameter("securityGroupRules");
        if (changes.DistinctBy(change => change.Old).Count() < changes.Count)
            throw Ec2Errors.InvalidParameterValue("A security group rule may be named only once.");
        var rest = group.Rules.Except(changes.Select(change => change.Old)).ToList();
        foreach (var (_, rule) in changes)
        {
            if (rest.Exists(rule.IsSame))
                throw Ec2Errors.InvalidPermissionDuplicate(rule);
            rest.Add(rule);
        }

        if (!SecurityGroupRules.Fit(call.Region, rest))
            throw Ec2Errors.RulesPerSecurityGroupLimitExceeded();
        call.Proceed();
        foreach (var (old, rule) in changes)
        {
            call.Region.RemoveSecurityGroupRule(old);
            call.Region.AddSecurityGroupRule(rule);
        }

        call.Answer.Success();
    }

    private static void UpdateDescriptions(Ec2Call call, bool isEgress)
    {
        var group = SecurityGroups.Named(call);
        var updates = SecurityGroupPermissions.Read(call, group, isEgress)
            .Select(asked => (Rule: group.Rules.Find(asked.IsSame) ?? throw Ec2Errors.InvalidPermissionNotFound(), asked.Description))
            .ToList();
        foreach (var update in call.Parameters.Structures("SecurityGroupRuleDescription"))
        {
            var rule = Rule(call.Region, group, update.Required("SecurityGroupRuleId"));
            updates.Add((rule, update["Description"]));
        }

        if (updates.Count == 0)
            throw Ec2Errors.MissingParameter("ipPermissions or securityGroupRuleDescriptions");
        call.Proceed();
        foreach (var (rule, description) in updates)
            rule.Description = description is { Length: > 0 } ? description : null;
        call.Answer.Success();
    }

    private static SecurityGroupRule Rule(RegionState region, SecurityGroup group, string id)
    {
        var rule = region.SecurityGroupRules[id];
        return rule.Group == group ? rule : throw SecurityGroupRule.Kind.NotFound(id);
    }
}
