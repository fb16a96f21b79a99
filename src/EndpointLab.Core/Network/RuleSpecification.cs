using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>A rule of a security group as it is asked for. Of the three last, one says whom it is about.</summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c> or <c>all</c>.</param>
/// <param name="Ports">Null where the protocol has none: all of it.</param>
public sealed record RuleSpecification(
    bool IsEgress, string Protocol, PortRange? Ports, Cidr? CidrBlock = null, string? ReferencedGroupId = null, string? PrefixListId = null)
{
    internal static readonly RuleSpecification DefaultEgress = new(IsEgress: true, "all", Ports: null, Cidr.Parse("0.0.0.0/0"));

    internal IpPermission Permission => new()
    {
        IpProtocol = Protocol == "all" ? "-1" : Protocol,
        FromPort = Ports?.From ?? (Protocol == "all" ? null : -1),
        ToPort = Ports?.To ?? (Protocol == "all" ? null : -1),
        Ipv4Ranges = CidrBlock is { IsIpv6: false } ? [new() { CidrIp = $"{CidrBlock}" }] : null,
        Ipv6Ranges = CidrBlock is { IsIpv6: true } ? [new() { CidrIpv6 = $"{CidrBlock}" }] : null,
        UserIdGroupPairs = ReferencedGroupId is null ? null : [new() { GroupId = ReferencedGroupId }],
        PrefixListIds = PrefixListId is null ? null : [new() { Id = PrefixListId }],
    };

    private string Traffic => Ports is null ? Protocol : $"{Protocol} {Ports}";

    private string? Peer => CidrBlock?.ToString() ?? ReferencedGroupId ?? PrefixListId;

    public override string ToString() => $"{Traffic} {(IsEgress ? "to" : "from")} {Peer}";
}
