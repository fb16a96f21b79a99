namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// What security groups and network ACLs do with a packet. Each answer is null where it passes, and otherwise who stops it.
/// </summary>
internal static class PacketFilter
{
    /// <summary>What the groups of an interface do with a connection that it opens.</summary>
    /// <param name="peer">The interface at the other end, where that is within the VPC or a peer of it.</param>
    public static string? Outbound(RegionState region, NetworkInterface from, Flow flow, NetworkInterface? peer) =>
        Admits(region, from, isEgress: true, flow, flow.Destination, peer)
            ? null
            : $"{Names(from)}: no outbound rule admits {flow} to {flow.Destination}";

    /// <summary>What the groups of an interface do with a connection to it.</summary>
    /// <param name="peer">The interface at the other end, where that is within the VPC or a peer of it.</param>
    public static string? Inbound(RegionState region, NetworkInterface to, Flow flow, NetworkInterface? peer) =>
        Admits(region, to, isEgress: false, flow, flow.Source, peer)
            ? null
            : $"{Names(to)}: no inbound rule admits {flow} from {flow.Source}";

    /// <summary>What a network ACL does with packets that leave its subnet.</summary>
    public static string? Outbound(NetworkAcl acl, Flow flow) => Decide(acl, isEgress: true, flow, flow.Destination, "to");

    /// <summary>What a network ACL does with packets that enter its subnet.</summary>
    public static string? Inbound(NetworkAcl acl, Flow flow) => Decide(acl, isEgress: false, flow, flow.Source, "from");

    private static bool Admits(
        RegionState region, NetworkInterface guarded, bool isEgress, Flow flow, Address address, NetworkInterface? peer) =>
        guarded.Groups.SelectMany(group => group.Rules).Any(rule =>
            rule.IsEgress == isEgress
            && (rule.Protocol is SecurityGroupRule.AnyProtocol
                || flow.Protocol.Is(rule.Protocol) && rule.FromPort <= flow.Port && flow.Port <= rule.ToPort)
            && (rule.Cidr?.Contains(address) == true
                || rule.PrefixListId is { } list && region.PrefixLists[list].Entries.Any(entry => entry.Contains(address))
                || rule.ReferencedGroupId is { } group && peer?.Groups.Exists(one => one.Id == group) == true));

    private static string? Decide(NetworkAcl acl, bool isEgress, Flow flow, Address address, string preposition)
    {
        var entry = acl.Entries.First(entry =>
            entry.IsEgress == isEgress
            && (entry.Protocol is "-1" || flow.Protocol.Is(entry.Protocol))
            && entry.Cidr.Contains(address)
            && (entry.Protocol is "-1" || entry.PortRange is not { } ports || ports.From <= flow.Port && flow.Port <= ports.To));
        var number = entry.IsFinal ? "*" : $"{entry.RuleNumber}";
        var direction = isEgress ? "outbound" : "inbound";
        return entry.Allow ? null : $"{acl.Id} {direction} rule {number} denies {flow} {preposition} {address}";
    }

    private static string Names(NetworkInterface guarded) => string.Join(", ", guarded.Groups.Select(group => group.Id));
}
