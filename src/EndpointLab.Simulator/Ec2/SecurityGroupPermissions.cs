using System.Globalization;

namespace EndpointLab.Simulator.Ec2;

/// <summary>Reads the rules that a call asks for: permissions with several peers each, or one rule in plain parameters.</summary>
internal static class SecurityGroupPermissions
{
    private const int HighestPort = 65535;
    private static readonly string[] Peers = ["CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId"];

    public static List<SecurityGroupRule> Read(Ec2Call call, SecurityGroup group, bool isEgress)
    {
        List<SecurityGroupRule> rules = [];
        foreach (var permission in call.Parameters.Structures("IpPermissions"))
        {
            var before = rules.Count;
            rules.AddRange(Read(call.Region, permission, group, isEgress));
            if (rules.Count == before)
                throw Ec2Errors.MissingSource();
        }
        if (call.Parameters["CidrIp"] is { } cidr)
            rules.Add(NewRule(call.Parameters, group, isEgress, call.Parameters, Block(cidr)));
        return rules;
    }

    /// <summary>Reads what a rule is to become: one with the same id and tags.</summary>
    /// <exception cref="ServiceException">InvalidParameterCombination: it names no peer, or several.</exception>
    public static SecurityGroupRule ReadChange(RegionState region, QueryParameters asked, SecurityGroupRule old)
    {
        if (Peers.Where(name => asked[name] is not null).ToList() is not [var kind])
            throw Ec2Errors.InvalidParameterCombination($"A rule has exactly one of {string.Join(", ", Peers)}");
        var peer = asked.Required(kind);
        var rule = NewRule(
            asked,
            old.Group,
            old.IsEgress,
            asked,
            kind == "CidrIpv4" ? Block(peer) : kind == "CidrIpv6" ? BlockRules.ReadIpv6(kind, peer) : null,
            kind == "PrefixListId" ? region.PrefixLists[peer].Id : null,
            kind == "ReferencedGroupId" ? Referenced(region, peer, old.Group.Vpc) : null,
            old.Id);
        foreach (var (key, value) in old.Tags)
            rule.Tags[key] = value;
        return rule;
    }

    private static IEnumerable<SecurityGroupRule> Read(RegionState region, QueryParameters permission, SecurityGroup group, bool isEgress)
    {
        foreach (var peer in permission.Structures("IpRanges"))
            yield return New(peer, Block(peer.Required("CidrIp")));
        foreach (var peer in permission.Structures("Ipv6Ranges"))
            yield return New(peer, BlockRules.ReadIpv6("CidrIpv6", peer.Required("CidrIpv6")));
        foreach (var peer in permission.Structures("PrefixListIds"))
            yield return New(peer, prefixListId: region.PrefixLists[peer.Required("PrefixListId")].Id);
        foreach (var peer in permission.Structures("Groups"))
        {
            var id = peer["GroupId"] ?? SecurityGroups.Named(region, group.Vpc, peer.Required("GroupName")).Id;
            yield return New(peer, referenced: Referenced(region, id, group.Vpc));
        }

        SecurityGroupRule New(
            QueryParameters peer, Cidr? block = null, string? prefixListId = null, (SecurityGroup, GroupPeering?)? referenced = null) =>
            NewRule(permission, group, isEgress, peer, block, prefixListId, referenced);
    }

    private static SecurityGroupRule NewRule(
        QueryParameters traffic,
        SecurityGroup group,
        bool isEgress,
        QueryParameters peer,
        Cidr? block = null,
        string? prefixListId = null,
        (SecurityGroup Group, GroupPeering? Peering)? referenced = null,
        string? id = null)
    {
        var protocol = Protocol(traffic.Required("IpProtocol"));
        var (from, to) = Ports(protocol, traffic.Integer("FromPort"), traffic.Integer("ToPort"));
        return new(id ?? ResourceId.New("sgr"))
        {
            Group = group,
            IsEgress = isEgress,
            Protocol = protocol,
            FromPort = from,
            ToPort = to,
            Cidr = block,
            PrefixListId = prefixListId,
            ReferencedGroupId = referenced?.Group.Id,
            Peering = referenced?.Peering,
            Description = peer["Description"],
        };
    }

    private static Cidr Block(string text) =>
        Cidr.TryParse(text, out var block) && !block.IsIpv6
            ? block
            : throw Ec2Errors.InvalidParameterValue($"CIDR block {text} is malformed");

    private static (SecurityGroup Group, GroupPeering? Peering) Referenced(RegionState region, string id, Vpc vpc)
    {
        var referenced = region.ReferencedGroup(id, vpc);
        return referenced.Peering is not null || referenced.Group.Vpc == vpc ? referenced : throw Ec2Errors.DifferentNetworks();
    }

    private static string Protocol(string text) => text.ToLowerInvariant() switch
    {
        "6" or "tcp" => "tcp",
        "17" or "udp" => "udp",
        "1" or "icmp" => "icmp",
        "58" or "icmpv6" => "icmpv6",
        "-1" or "all" => SecurityGroupRule.AnyProtocol,
        _ when byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) => text,
        _ => throw Ec2Errors.InvalidParameterValue($"Invalid value '{text}' for IP protocol. Unknown protocol."),
    };

    private static (int From, int To) Ports(string protocol, int? from, int? to)
    {
        switch (protocol)
        {
            case "tcp" or "udp":
                if (from is null || to is null)
                {
                    throw Ec2Errors.InvalidParameterValue(
                        "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
                }
                if (from < 0 || to > HighestPort || from > to)
                    throw Ec2Errors.InvalidParameterValue($"Invalid TCP/UDP port range ({from}:{to})");
                return (from.Value, to.Value);
            case "icmp" or "icmpv6":
                return (from ?? -1, to ?? -1);
            default:
                return (-1, -1);
        }
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException DifferentNetworks() =>
        new("InvalidGroup.NotFound", "You have specified two resources that belong to different networks.");
}
