using Amazon.EC2;
using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has a network ACL allow TCP to or from some blocks, by entries in front of one that denies it.</summary>
/// <param name="Blocks">One entry each.</param>
/// <param name="Before">The number of the entry that denies; theirs are chosen below it when the change is made.</param>
public sealed record AddNetworkAclEntries(string NetworkAclId, bool IsEgress, string[] Blocks, string Ports, int Before) : NetworkChange
{
    // "Network ACLs" in "Amazon VPC quotas": for each direction and family, the final refusal included.
    private const int MostEntries = 20;

    private const int HighestOwnNumber = AclEntryModel.FirstFinalNumber - 1;

    public override string Target => NetworkAclId;

    public override string ToString() =>
        $"Allow {AclEntryModel.Direction(IsEgress)} tcp {Ports} {(IsEgress ? "to" : "from")} {string.Join(", ", Blocks)} "
        + $"in {NetworkAclId}, before rule {(Before >= AclEntryModel.FirstFinalNumber ? "*" : Before)}.";

    public bool Equals(AddNetworkAclEntries? other) =>
        other is not null && (NetworkAclId, IsEgress, Ports, Before) == (other.NetworkAclId, other.IsEgress, other.Ports, other.Before)
        && Blocks.SequenceEqual(other.Blocks);

    public override int GetHashCode() => HashCode.Combine(NetworkAclId, IsEgress, Ports, Before, Blocks.Length);

    /// <summary>Whether there is room for that many more.</summary>
    internal bool FitsInto(AclModel acl) => Numbers(acl) is not null;

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var found = await lab.Ec2(
            (ec2, token) => ec2.DescribeNetworkAclsAsync(new() { NetworkAclIds = [NetworkAclId] }, token), NetworkAclId);
        var numbers = Numbers(AclModel.From(found.NetworkAcls[0])) ?? throw new LabException(
            "NetworkAclEntryLimitExceeded",
            $"{NetworkAclId} has no room for {Blocks.Length} more {AclEntryModel.Direction(IsEgress)} entries before {Before}.",
            "Ask AWS for a higher quota, or allow larger blocks by fewer entries.",
            NetworkAclId);
        var ports = PortRange.Parse(Ports);
        foreach (var (block, number) in Blocks.Zip(numbers))
        {
            await lab.Ec2((ec2, token) => ec2.CreateNetworkAclEntryAsync(
                new()
                {
                    NetworkAclId = NetworkAclId,
                    Egress = IsEgress,
                    RuleNumber = number,
                    RuleAction = RuleAction.Allow,
                    Protocol = "6",
                    PortRange = new() { From = ports.From, To = ports.To },
                    CidrBlock = Cidr.Parse(block).IsIpv6 ? null : block,
                    Ipv6CidrBlock = Cidr.Parse(block).IsIpv6 ? block : null,
                },
                token), NetworkAclId);
        }
    }

    internal override NetworkModel ApplyTo(NetworkModel model) =>
        model with { Acls = Replace(model.Acls, acl => acl.Id == NetworkAclId && FitsInto(acl), ApplyTo) };

    private AclModel ApplyTo(AclModel acl) => acl with
    {
        Entries =
        [
            .. acl.Entries.Concat(Blocks.Zip(Numbers(acl)!, Entry)).OrderBy(entry => entry.Number),
        ],
    };

    private AclEntryModel Entry(string block, int number) =>
        new(number, IsEgress, Allows: true, Cidr.Parse(block), IpProtocol.Tcp.Number, PortRange.Parse(Ports));

    /// <summary>Free numbers in front, the nearest ones; null where there are too few, or too many entries.</summary>
    private List<int>? Numbers(AclModel acl)
    {
        var taken = acl.Entries.Where(entry => entry.IsEgress == IsEgress).ToList();
        var isIpv6 = Blocks.Length > 0 && Cidr.Parse(Blocks[0]).IsIpv6;
        if (taken.Count(entry => entry.Block.IsIpv6 == isIpv6) + Blocks.Length > MostEntries)
        {
            return null;
        }

        var used = taken.Select(entry => entry.Number).ToHashSet();
        var highest = Before < AclEntryModel.FirstFinalNumber
            ? Before - 1
            : int.Min(HighestOwnNumber, used.Where(number => number <= HighestOwnNumber).DefaultIfEmpty(0).Max() + Blocks.Length);
        var nearest = Enumerable.Range(0, highest).Select(down => highest - down).Where(number => !used.Contains(number));
        List<int> free = [.. nearest.Take(Blocks.Length).Order()];
        return free.Count == Blocks.Length ? free : null;
    }
}
