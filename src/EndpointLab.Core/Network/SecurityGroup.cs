namespace EndpointLab;

/// <summary>A security group (EC2's <c>SecurityGroup</c>) with its rules.</summary>
public sealed record SecurityGroup : LabResource
{
    public string GroupId { get; }

    public string GroupName { get; }

    public override string? Name => GroupName;

    public string Description { get; }

    public string VpcId { get; }

    public SecurityGroupRule[] Rules { get; }

    internal override string Id => GroupId;

    internal SecurityGroup(LabSession session, Amazon.EC2.Model.SecurityGroup group, IEnumerable<SecurityGroupRule> rules)
        : base(session, group.Tags)
    {
        GroupId = group.GroupId;
        GroupName = group.GroupName;
        Description = group.Description;
        VpcId = group.VpcId;
        Rules = [.. rules.OrderBy(rule => rule.IsEgress).ThenBy(rule => rule.FromPort)];
    }
}
