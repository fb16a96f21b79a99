using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>Adds rules to security groups and takes them away.</summary>
public static class SecurityGroupRules
{
    public static async Task<SecurityGroup> AddAsync(LabOperation lab, string groupId, RuleSpecification rule)
    {
        await AuthorizeAsync(lab, groupId, rule.IsEgress, rule);
        return await SecurityGroups.GetAsync(lab, groupId);
    }

    /// <summary>Adds rules of one direction, all or none.</summary>
    internal static Task AuthorizeAsync(LabOperation lab, string groupId, bool isEgress, params IEnumerable<RuleSpecification> rules)
    {
        List<IpPermission> permissions = [.. rules.Select(rule => rule.Permission)];
        return isEgress
            ? lab.Ec2((ec2, token) => ec2.AuthorizeSecurityGroupEgressAsync(
                new() { GroupId = groupId, IpPermissions = permissions }, token), groupId)
            : lab.Ec2((ec2, token) => ec2.AuthorizeSecurityGroupIngressAsync(
                new AuthorizeSecurityGroupIngressRequest { GroupId = groupId, IpPermissions = permissions }, token), groupId);
    }

    /// <summary>Takes away the one rule that is like this; AWS refuses where there is none.</summary>
    public static Task RemoveAsync(LabOperation lab, string groupId, RuleSpecification rule) =>
        RevokeAsync(lab, groupId, rule.IsEgress, permissions: [rule.Permission], ruleIds: null, groupId);

    /// <summary>Takes a rule away by its id, whichever group has it.</summary>
    public static async Task RemoveAsync(LabOperation lab, string ruleId)
    {
        var rule = (await GetAsync(lab, ResourceQuery.ById(ruleId)))[0];
        await RevokeAsync(lab, rule.GroupId, rule.IsEgress, permissions: null, ruleIds: [ruleId], ruleId);
    }

    /// <summary>Takes away all that a group lets out.</summary>
    internal static Task RemoveEgressAsync(LabOperation lab, SecurityGroup group)
    {
        var ids = group.Rules.Where(rule => rule.IsEgress).Select(rule => rule.SecurityGroupRuleId).ToList();
        return RevokeAsync(lab, group.GroupId, isEgress: true, permissions: null, ids, group.GroupId);
    }

    internal static async Task<IReadOnlyList<SecurityGroupRule>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var rules = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeSecurityGroupRulesAsync(
                new() { SecurityGroupRuleIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.SecurityGroupRules,
            response => response.NextToken);
        return [.. rules.Select(rule => new SecurityGroupRule(lab.Session, rule))];
    }

    private static Task RevokeAsync(
        LabOperation lab, string groupId, bool isEgress, List<IpPermission>? permissions, List<string>? ruleIds, string target) => isEgress
        ? lab.Ec2((ec2, token) => ec2.RevokeSecurityGroupEgressAsync(
            new() { GroupId = groupId, IpPermissions = permissions, SecurityGroupRuleIds = ruleIds }, token), target)
        : lab.Ec2((ec2, token) => ec2.RevokeSecurityGroupIngressAsync(
            new() { GroupId = groupId, IpPermissions = permissions, SecurityGroupRuleIds = ruleIds }, token), target);
}
