namespace EndpointLab;

/// <summary>One rule of a security group (EC2's <c>SecurityGroupRule</c>): what it lets in, or out.</summary>
public sealed record SecurityGroupRule : LabResource
{
    public string SecurityGroupRuleId { get; }

    /// <summary>The group that has the rule.</summary>
    public string GroupId { get; }

    public bool IsEgress { get; }

    /// <summary>A protocol's name or number; <c>-1</c> for all.</summary>
    public string IpProtocol { get; }

    /// <summary>The first port, or the ICMP type; -1 for all.</summary>
    public int FromPort { get; }

    /// <summary>The last port, or the ICMP code; -1 for all.</summary>
    public int ToPort { get; }

    public string? CidrIpv4 { get; }

    public string? CidrIpv6 { get; }

    public string? PrefixListId { get; }

    /// <summary>The group whose members it is about.</summary>
    public string? ReferencedGroupId { get; }

    public string? Description { get; }

    /// <summary><c>Ingress</c> or <c>Egress</c>.</summary>
    public string Direction => IsEgress ? "Egress" : "Ingress";

    /// <summary>Protocol and ports in one: <c>tcp 22</c>, <c>tcp 8000-8100</c>, <c>icmp</c>, <c>all</c>.</summary>
    public string Traffic => (IpProtocol, FromPort) switch
    {
        ("-1", _) => "all",
        (_, -1) => IpProtocol,
        _ => $"{IpProtocol} {new PortRange(FromPort, ToPort)}",
    };

    /// <summary>Where it comes from, or goes to: whichever of block, prefix list and group it names.</summary>
    public string Peer => CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupId ?? "";

    internal override string Id => SecurityGroupRuleId;

    internal SecurityGroupRule(LabSession session, Amazon.EC2.Model.SecurityGroupRule rule)
        : base(session, rule.Tags)
    {
        SecurityGroupRuleId = rule.SecurityGroupRuleId;
        GroupId = rule.GroupId;
        IsEgress = rule.IsEgress ?? false;
        IpProtocol = rule.IpProtocol;
        FromPort = rule.FromPort ?? -1;
        ToPort = rule.ToPort ?? -1;
        CidrIpv4 = rule.CidrIpv4;
        CidrIpv6 = rule.CidrIpv6;
        PrefixListId = rule.PrefixListId;
        ReferencedGroupId = rule.ReferencedGroupInfo?.GroupId;
        Description = rule.Description;
    }

    public override string ToString() => $"{Direction} {Traffic} {(IsEgress ? "to" : "from")} {Peer}";
}
