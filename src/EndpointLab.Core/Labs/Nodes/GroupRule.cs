namespace EndpointLab.Labs;

/// <summary>Whom a rule of a planned group is about.</summary>
internal enum PeerKind
{
    Block,
    Group,
    PrefixList,
}

/// <summary>A rule of a planned group, whose peers have no ids yet.</summary>
/// <param name="Port">Null for everything; otherwise of TCP.</param>
/// <param name="Text">The block, the group's role, or the service's short name.</param>
internal sealed record GroupRule(bool IsEgress, int? Port, PeerKind Peer, string Text)
{
    public async Task<RuleSpecification> ResolveAsync(LabOperation lab, Func<string, string> idOf)
    {
        RuleSpecification rule = Port is { } port
            ? new(IsEgress, "tcp", new PortRange(port, port))
            : new(IsEgress, "all", Ports: null);
        return Peer switch
        {
            PeerKind.Block => rule with { CidrBlock = Cidr.Parse(Text) },
            PeerKind.Group => rule with { ReferencedGroupId = idOf(Text) },
            _ => rule with { PrefixListId = await PrefixLists.FindAsync(lab, Text) },
        };
    }

    public override string ToString() => $"{(Port is null ? "all" : $"tcp {Port}")} {(IsEgress ? "to" : "from")} {Text}";
}
