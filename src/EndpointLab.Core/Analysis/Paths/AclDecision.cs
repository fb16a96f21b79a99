namespace EndpointLab.Analysis;

/// <summary>What one entry of a network ACL decides of a range of packets.</summary>
internal sealed record AclDecision(AclEntryModel Entry, RangeSet Addresses, RangeSet Ports)
{
    /// <summary>
    /// Which entries decide of packets with these addresses at the other end and these ports as destination: of each the first
    /// that matches it.
    /// </summary>
    public static IReadOnlyList<AclDecision> Of(
        AclModel acl, IpProtocol protocol, bool isEgress, AddressSet addresses, RangeSet ports)
    {
        List<AclDecision> decisions = [];
        List<(RangeSet Addresses, RangeSet Ports)> left = [(addresses.Ranges, ports)];
        foreach (var entry in acl.Entries)
        {
            if (entry.IsEgress != isEgress || !entry.IsFor(protocol) || entry.Block.IsIpv6 != addresses.IsIpv6)
            {
                continue;
            }

            if (!IsAbout(entry, left))
            {
                continue;
            }

            var block = RangeSet.Of(entry.Block);
            var range = entry.Ports is { } given && entry.Protocol is not "-1" ? RangeSet.Of((UInt128)given.From, (UInt128)given.To) : null;
            List<(RangeSet Addresses, RangeSet Ports)> next = [];
            foreach (var box in left)
            {
                var (hit, hitPorts) = (box.Addresses.Intersect(block), range is null ? box.Ports : box.Ports.Intersect(range));
                if (hit.IsEmpty || hitPorts.IsEmpty)
                {
                    next.Add(box);
                    continue;
                }

                decisions.Add(new(entry, hit, hitPorts));
                next.AddRange(((RangeSet Addresses, RangeSet Ports)[])
                    [(box.Addresses.Except(hit), box.Ports), (hit, box.Ports.Except(hitPorts))]);
            }

            left = next.FindAll(box => !box.Addresses.IsEmpty && !box.Ports.IsEmpty);
            if (left.Count == 0)
            {
                break;
            }
        }

        return decisions;
    }

    private static bool IsAbout(AclEntryModel entry, List<(RangeSet Addresses, RangeSet Ports)> left)
    {
        foreach (var box in left)
        {
            if (box.Addresses.Holds(entry.Block.First.Value, entry.Block.Last.Value) is not false)
            {
                return true;
            }
        }

        return false;
    }
}
