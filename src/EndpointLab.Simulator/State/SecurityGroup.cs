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

    /// <summary>A group that a rule of the VPC names: one of a peer in the Region, whosever that is, or any of the account.</summary>
    /// <exception cref="ServiceException">InvalidGroup.NotFound.</exception>
    public (SecurityGroup Group, GroupPeering? Peering) ReferencedGroup(string id, Vpc from)
    {
        foreach (var (connection, peer) in PeersOf(from))
        {
            if (peer.Region.Region == Region && peer.Region.SecurityGroups.TryGet(id, out var group) && group.Vpc == peer.Vpc)
                return (group, new(connection.Peering, peer.Region.AccountId, peer.Vpc.Id));
        }

        return (SecurityGroups[id], null);
    }

    public SecurityGroup DefaultGroupOf(Vpc vpc) => SecurityGroups.Single(group => group.Vpc == vpc && group.IsDefault);

    public void RemoveSecurityGroup(SecurityGroup group)
    {
        SecurityGroupRules.RemoveAll(rule => rule.Group == group);
        SecurityGroups.Remove(group);
    }
}
