namespace EndpointLab.Simulator.State;

internal sealed class SecurityGroup(string id) : Resource(id), IResource
{
    /// <summary>The name of the group that every VPC has from its start to its end.</summary>
    public const string DefaultName = "default";

    public static ResourceKind Kind { get; } =
        new("security-group", "sg", "InvalidGroup.NotFound", "InvalidGroupId.Malformed", "security group");

    public required Vpc Vpc { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public List<SecurityGroupRule> Rules { get; } = [];

    public bool IsDefault => Name == DefaultName;
}

internal sealed partial class RegionState
{
    public ResourceTable<SecurityGroup> SecurityGroups => field ??= NewTable<SecurityGroup>();

    /// <summary>Adds a group with the rules each starts with: all egress, and for a default group all ingress from itself.</summary>
    public SecurityGroup AddSecurityGroup(SecurityGroup group)
    {
        SecurityGroups.Add(group);
        AddSecurityGroupRule(SecurityGroupRule.AllEgress(group, Cidr.AnyIpv4));
        if (group.Vpc.HasIpv6)
            AddSecurityGroupRule(SecurityGroupRule.AllEgress(group, Cidr.AnyIpv6));
        if (group.IsDefault)
            AddSecurityGroupRule(new(ResourceId.New("sgr")) { Group = group, ReferencedGroupId = group.Id });
        return group;
    }

    public SecurityGroup DefaultGroupOf(Vpc vpc) => SecurityGroups.Single(group => group.Vpc == vpc && group.IsDefault);

    public void RemoveSecurityGroup(SecurityGroup group)
    {
        SecurityGroupRules.RemoveAll(rule => rule.Group == group);
        SecurityGroups.Remove(group);
    }
}
