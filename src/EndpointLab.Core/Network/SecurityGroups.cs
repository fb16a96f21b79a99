using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds and deletes security groups.</summary>
public static class SecurityGroups
{
    private const int GroupsPerFilter = 200;

    /// <param name="defaultEgress">Whether the rules stay that AWS gives a new group: everything may go out.</param>
    public static async Task<SecurityGroup> CreateAsync(
        LabOperation lab, string vpcId, string groupName, string description, bool defaultEgress, IReadOnlyDictionary<string, string> tags)
    {
        var created = await lab.Ec2((ec2, token) => ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest
            {
                VpcId = vpcId,
                GroupName = groupName,
                Description = description,
                TagSpecifications = Tags.Specify(ResourceType.SecurityGroup, tags),
            },
            token), groupName);
        if (!defaultEgress)
        {
            await lab.JustCreated(async () =>
            {
                await SecurityGroupRules.RemoveAsync(lab, created.GroupId, RuleSpecification.DefaultEgress);
                return true;
            });
        }

        var group = await lab.JustCreated(() => GetAsync(lab, created.GroupId));
        if (defaultEgress || !group.Rules.Any(rule => rule.IsEgress))
        {
            return group;
        }

        // In a VPC with IPv6 a new group has a second rule.
        await SecurityGroupRules.RemoveEgressAsync(lab, group);
        return await GetAsync(lab, created.GroupId);
    }

    public static async Task<IReadOnlyList<SecurityGroup>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var groups = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeSecurityGroupsAsync(
                new() { GroupIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.SecurityGroups,
            response => response.NextToken);
        List<SecurityGroupRule> rules = [];
        foreach (var ids in groups.Select(group => group.GroupId).Chunk(GroupsPerFilter))
        {
            rules.AddRange(await SecurityGroupRules.GetAsync(lab, ResourceQuery.Where("group-id", ids)));
        }

        var byGroup = rules.ToLookup(rule => rule.GroupId);
        return [.. groups.Select(group => new SecurityGroup(lab.Session, group, byGroup[group.GroupId]))];
    }

    public static async Task<SecurityGroup> GetAsync(LabOperation lab, string groupId) =>
        (await GetAsync(lab, ResourceQuery.ById(groupId)))[0];

    public static Task RemoveAsync(LabOperation lab, string groupId) => Dependents.NameAsync(
        lab.Ec2((ec2, token) => ec2.DeleteSecurityGroupAsync(new() { GroupId = groupId }, token), groupId),
        () => Dependents.OfSecurityGroupAsync(lab, groupId));
}
