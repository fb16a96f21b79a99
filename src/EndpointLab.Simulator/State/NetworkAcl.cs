namespace EndpointLab.Simulator.State;

internal sealed class NetworkAcl(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("network-acl", "acl", "InvalidNetworkAclID.NotFound", "InvalidNetworkAclId.Malformed", "networkAcl ID");

    public required Vpc Vpc { get; init; }

    public bool IsDefault { get; init; }

    /// <summary>The entries of both directions, the final refusals included, in the order in which they decide.</summary>
    public SortedSet<NetworkAclEntry> Entries { get; } =
        [NetworkAclEntry.Final(true, Cidr.AnyIpv4), NetworkAclEntry.Final(false, Cidr.AnyIpv4)];

    public List<NetworkAclAssociation> Associations { get; } = [];

    /// <summary>The list each VPC starts with, which lets everything pass.</summary>
    public static NetworkAcl Default(Vpc vpc)
    {
        NetworkAcl acl = new(ResourceId.New("acl")) { Vpc = vpc, IsDefault = true };
        acl.Entries.Add(new(true, 100) { Allow = true, Cidr = Cidr.AnyIpv4 });
        acl.Entries.Add(new(false, 100) { Allow = true, Cidr = Cidr.AnyIpv4 });
        return acl;
    }

    /// <summary>
    /// What an ACL gets once its VPC has IPv6: the refusal of what no entry matches and, where nobody has changed the default entries of a
    /// default ACL, that everything passes.
    /// </summary>
    public void AddIpv6Entries()
    {
        foreach (var isEgress in (bool[])[true, false])
        {
            var own = Entries.Where(entry => entry.IsEgress == isEgress && !entry.IsFinal).ToList();
            if (IsDefault && own is [{ RuleNumber: 100, Allow: true, Protocol: "-1" } only] && only.Cidr == Cidr.AnyIpv4)
                Entries.Add(new(isEgress, 101) { Allow = true, Cidr = Cidr.AnyIpv6 });
            Entries.Add(NetworkAclEntry.Final(isEgress, Cidr.AnyIpv6));
        }
    }
}

/// <summary>An entry of a network ACL: the lowest number that matches decides.</summary>
internal sealed record NetworkAclEntry(bool IsEgress, int RuleNumber) : IComparable<NetworkAclEntry>
{
    /// <summary>From this number on nobody can change the entries: they refuse whatever no other entry matched.</summary>
    public const int FirstFinalNumber = 32767;

    public static NetworkAclEntry Final(bool isEgress, Cidr block) =>
        new(isEgress, FirstFinalNumber + (block.IsIpv6 ? 1 : 0)) { Cidr = block };

    public bool Allow { get; init; }

    /// <summary>A protocol number, or -1 for all.</summary>
    public string Protocol { get; init; } = "-1";

    public Cidr Cidr { get; init; }

    /// <summary>The block, where that is one of IPv4.</summary>
    public string? CidrBlock => Cidr.IsIpv6 ? null : Cidr.ToString();

    /// <summary>The block, where that is one of IPv6.</summary>
    public string? Ipv6CidrBlock => Cidr.IsIpv6 ? Cidr.ToString() : null;

    public bool IsFinal => RuleNumber >= FirstFinalNumber;

    /// <summary>The ports, for TCP and UDP.</summary>
    public (int From, int To)? PortRange { get; init; }

    /// <summary>Type and code, for ICMP; -1 for all.</summary>
    public (int Type, int Code)? Icmp { get; init; }

    public int CompareTo(NetworkAclEntry? other) =>
        other is null ? 1 : (!IsEgress, RuleNumber).CompareTo((!other.IsEgress, other.RuleNumber));
}

/// <summary>What makes a network ACL guard a subnet; every subnet has exactly one.</summary>
internal sealed record NetworkAclAssociation(Subnet Subnet)
{
    public string Id { get; } = ResourceId.New("aclassoc");
}

internal sealed partial class RegionState
{
    public ResourceTable<NetworkAcl> NetworkAcls => field ??= NewTable<NetworkAcl>();

    public NetworkAcl NetworkAclOf(Subnet subnet) =>
        NetworkAcls.Single(acl => acl.Associations.Exists(association => association.Subnet == subnet));
}
