namespace EndpointLab.Analysis;

internal sealed record GroupModel(string Id, string VpcId, IReadOnlyList<GroupRuleModel> Rules);

/// <summary>A rule of a security group, about a block, a prefix list or the members of a group.</summary>
/// <param name="Protocol">-1 for all.</param>
/// <param name="FromPort">-1 for all.</param>
internal sealed record GroupRuleModel(string Id, bool IsEgress, string Protocol, int FromPort, int ToPort)
{
    public Cidr? Block { get; init; }

    public string? PrefixListId { get; init; }

    public string? GroupId { get; init; }

    public bool IsFor(IpProtocol protocol, int port) => Protocol is "-1"
        || ((Protocol == protocol.Name || Protocol == protocol.Number) && (FromPort == -1 || (FromPort <= port && port <= ToPort)));
}
