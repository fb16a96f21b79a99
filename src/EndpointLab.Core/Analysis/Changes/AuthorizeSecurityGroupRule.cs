using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has a security group admit TCP on one port.</summary>
/// <param name="Peer">The block, the prefix list or the group that it is about.</param>
public sealed record AuthorizeSecurityGroupRule(string GroupId, bool IsEgress, int Port, string Peer) : NetworkChange
{
    public override string Target => GroupId;

    public override string ToString() => $"Let {GroupId} {(IsEgress ? "send" : "receive")} {Rule}.";

    private RuleSpecification Rule => new(
        IsEgress,
        "tcp",
        new(Port, Port),
        IsPrefixList || IsGroup ? null : Cidr.Parse(Peer),
        IsGroup ? Peer : null,
        IsPrefixList ? Peer : null);

    private bool IsPrefixList => ResourceKind.PrefixList.IsId(Peer);

    private bool IsGroup => ResourceKind.SecurityGroup.IsId(Peer);

    internal override Task ApplyAsync(LabOperation lab) => SecurityGroupRules.AddAsync(lab, GroupId, Rule);

    internal override NetworkModel ApplyTo(NetworkModel model)
    {
        var rule = Rule;
        GroupRuleModel added = new("sgr-new", IsEgress, "tcp", Port, Port)
        {
            Block = rule.CidrBlock,
            PrefixListId = rule.PrefixListId,
            GroupId = rule.ReferencedGroupId,
        };
        return model with
        {
            Groups = Replace(model.Groups, group => group.Id == GroupId, group => group with { Rules = [.. group.Rules, added] }),
        };
    }
}
