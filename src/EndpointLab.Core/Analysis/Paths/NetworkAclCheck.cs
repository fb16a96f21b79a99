namespace EndpointLab.Analysis;

/// <summary>What the entries of network ACLs stop, where packets enter or leave a subnet.</summary>
internal sealed class NetworkAclCheck(NetworkIndex index, PathQuery query, PathNotes notes)
{
    /// <summary>The packets of the connection, or its replies, at the border of a subnet.</summary>
    /// <param name="isEgress">Whether they leave it.</param>
    /// <param name="isReply">Whether they go back to where the connection was opened.</param>
    public void Judge(SubnetModel subnet, Leg leg, bool isEgress, bool isReply)
    {
        if (index.AclOf(subnet) is not { } acl)
        {
            notes.Doubt(ModelPart.NetworkAcls);
            notes.Show(PathLayer.NetworkAcl, subnet.Id, null, () => $"the network ACL of {subnet.Id} could not be read", null, leg.IsMain);
            return;
        }

        var isByDestination = isEgress != isReply;
        var peers = isByDestination ? leg.Destinations : AddressSet.Of(leg.Source);
        var ports = isReply ? leg.SourcePorts : RangeSet.Of((UInt128)query.Port, (UInt128)query.Port);
        var decisions = AclDecision.Of(acl, query.Protocol, isEgress, peers, ports);
        var denied = decisions.Where(decision => !decision.Entry.Allows).ToList();
        var box = peers.Ranges.Count * ports.Count;
        notes.Show(
            PathLayer.NetworkAcl,
            acl.Id,
            () => string.Join(", ", decisions.Select(decision => decision.Entry.Rule).Distinct()),
            () => $"{acl.Id} {AclEntryModel.Direction(isEgress)} {(isReply ? $"replies to {ports}" : $"{query.Protocol}/{query.Port}")}",
            denied.Count == 0 || denied.Aggregate(UInt128.Zero, (sum, one) => sum + (one.Addresses.Count * one.Ports.Count)) < box,
            leg.IsMain);
        if (denied.Count == 0)
        {
            if (isReply && decisions.Any(decision => decision.Entry.Ports is not null))
            {
                var system = leg.Number == FlowRegion.ClientsLeg ? "Amazon Linux" : "a NAT gateway";
                notes.Assume($"Connections come from the ports {ports}, as {system} takes them.");
            }

            return;
        }

        List<FlowBox> stops =
        [
            .. denied.Select(decision => new FlowBox(
                isByDestination ? decision.Addresses.Plus(leg.Offset) : leg.Asked, isReply ? decision.Ports : leg.SourcePorts, leg.Number)),
        ];
        var cause = isEgress ? Cause.NetworkAclOutbound : Cause.NetworkAclInbound;
        var rules = string.Join(", ", denied.Select(decision => decision.Entry.Rule).Distinct());
        notes.Add(new(
            cause, PathLayer.NetworkAcl, acl.Id, rules, stops, () => Explain(acl, subnet, peers, denied, isEgress, isReply)));
    }

    private Explanation Explain(
        AclModel acl, SubnetModel subnet, AddressSet peers, List<AclDecision> denied, bool isEgress, bool isReply)
    {
        var addresses = peers.With(denied.Select(decision => decision.Addresses).Aggregate((all, some) => all.Union(some)));
        var ports = denied.Select(decision => decision.Ports).Aggregate((all, some) => all.Union(some));
        PortRange range = new((int)ports.First().First, (int)ports.Last().Last);
        var preposition = isEgress ? "to" : "from";
        AddNetworkAclEntries allow = new(
            acl.Id, isEgress, [.. addresses.Blocks.Select(block => $"{block}")], $"{range}", denied.Min(decision => decision.Entry.Number));
        var rules = string.Join(" and ", denied.Select(decision => decision.Entry.Rule).Distinct());
        return new(
            isReply
                ? $"{acl.Id} of {subnet.Id} {rules} denies the replies {preposition} {addresses} to the ports {range}."
                : $"{acl.Id} of {subnet.Id} {rules} denies {query.Protocol}/{range} {preposition} {addresses}.",
            isReply ? AwsPages.EphemeralPorts : AwsPages.NetworkAclRules,
            allow.FitsInto(acl)
                ? null
                : $"{allow.Description} These {allow.Blocks.Length} entries don't fit into the 20 that an ACL may have for each direction "
                    + "and family: ask AWS for a higher quota, or allow larger blocks.",
            allow.FitsInto(acl) ? [allow] : []);
    }
}
