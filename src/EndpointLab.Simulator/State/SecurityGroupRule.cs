namespace EndpointLab.Simulator.State;

/// <summary>A rule of a security group with exactly one peer: an IPv4 or IPv6 block, a prefix list, or a group.</summary>
internal sealed class SecurityGroupRule(string id) : Resource(id), IResource
{
    /// <summary>The protocol that stands for all.</summary>
    public const string AnyProtocol = "-1";

    public static ResourceKind Kind { get; } = new(
        "security-group-rule",
        "sgr",
        "InvalidSecurityGroupRuleId.NotFound",
        "InvalidSecurityGroupRuleId.Malformed",
        "security group rule ID");

    public required SecurityGroup Group { get; init; }

    public bool IsEgress { get; init; }

    /// <summary>tcp, udp, icmp, icmpv6, a number, or <see cref="AnyProtocol"/>.</summary>
    public string Protocol { get; init; } = AnyProtocol;

    /// <summary>The first port, or the ICMP type; -1 for all.</summary>
    public int FromPort { get; init; } = -1;

    /// <summary>The last port, or the ICMP code; -1 for all.</summary>
    public int ToPort { get; init; } = -1;

    public Cidr? Cidr { get; init; }

    /// <summary>The block, where that is one of IPv4.</summary>
    public string? CidrIpv4 => Cidr is { IsIpv6: false } block ? block.ToString() : null;

    /// <summary>The block, where that is one of IPv6.</summary>
    public string? CidrIpv6 => Cidr is { IsIpv6: true } block ? block.ToString() : null;

    public string? PrefixListId { get; init; }

    public string? ReferencedGroupId { get; init; }

    /// <summary>How it comes to reference a group of a peer; null for one of its own VPC.</summary>
    public GroupPeering? Peering { get; init; }

    public string? Description { get; set; }

    /// <summary>The rule of a new group that lets everything out.</summary>
    public static SecurityGroupRule AllEgress(SecurityGroup group, Cidr block) =>
        new(ResourceId.New("sgr")) { Group = group, IsEgress = true, Cidr = block };

    /// <summary>What the rule is about on the other side, whichever kind it is.</summary>
    public string Peer => Cidr?.ToString() ?? PrefixListId ?? ReferencedGroupId!;

    /// <summary>Whether it admits what the other admits; a group takes only one of them.</summary>
    public bool IsSame(SecurityGroupRule other) =>
        (IsEgress, Protocol, FromPort, ToPort, Peer) == (other.IsEgress, other.Protocol, other.FromPort, other.ToPort, other.Peer);
}

/// <summary>What leads a rule to a group of another VPC.</summary>
/// <param name="OwnerId">The account of that VPC.</param>
internal sealed record GroupPeering(VpcPeering Connection, string OwnerId, string VpcId);

internal sealed partial class RegionState
{
    public ResourceTable<SecurityGroupRule> SecurityGroupRules => field ??= NewTable<SecurityGroupRule>();

    public void AddSecurityGroupRule(SecurityGroupRule rule)
    {
        SecurityGroupRules.Add(rule);
        rule.Group.Rules.Add(rule);
    }

    public void RemoveSecurityGroupRule(SecurityGroupRule rule)
    {
        SecurityGroupRules.Remove(rule);
        rule.Group.Rules.Remove(rule);
    }
}
