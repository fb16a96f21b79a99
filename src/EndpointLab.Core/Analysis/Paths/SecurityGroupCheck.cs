namespace EndpointLab.Analysis;

/// <summary>What the rules of security groups stop. They are stateful: replies pass.</summary>
internal sealed class SecurityGroupCheck(NetworkIndex index, PathQuery query, PathNotes notes)
{
    /// <summary>Outbound rules of the interface that opens the connection.</summary>
    public void JudgeEgress(InterfaceModel from, SubnetModel subnet, Leg leg)
    {
        // A group means its members only where nothing comes between ("Security group rules" in the VPC User Guide).
        var admission = index.AdmissionOf(from, isEgress: true, query.Protocol, query.Port);
        var isByAddress = !notes.IsTold && leg.Destinations.Ranges.IsSubsetOf(admission.Of(leg.IsIpv6));
        JudgeGroups(from, leg, isEgress: true, isByAddress || admission.GroupIds.Count == 0
            ? RangeSet.Empty
            : RangeSet.Of(PeersOf(subnet, leg).Where(peer => peer.Interface.GroupIds.Any(admission.GroupIds.Contains))
                .Select(peer => (peer.Address.Value, peer.Address.Value))));
    }

    /// <summary>Inbound rules of the interface that gets the connection.</summary>
    public void JudgeIngress(InterfaceModel to, Leg leg)
    {
        var groups = index.AdmissionOf(to, isEgress: false, query.Protocol, query.Port).GroupIds;
        var isMember = leg is { Sender: { } sender, Inspector: null } && !leg.IsFromInternetGateway
            && sender.GroupIds.Any(groups.Contains);
        JudgeGroups(to, leg, isEgress: false, isMember ? leg.Destinations.Ranges : RangeSet.Empty);
    }

    /// <param name="members">The destinations that pass by rules about groups.</param>
    private void JudgeGroups(InterfaceModel guarded, Leg leg, bool isEgress, RangeSet members)
    {
        if (guarded.GroupIds.Count == 0)
        {
            return;
        }

        if (!index.Model.Has(ModelPart.SecurityGroups))
        {
            notes.Doubt(ModelPart.SecurityGroups);
            notes.Show(
                PathLayer.SecurityGroup, guarded.GroupIds[0], null, () => $"{guarded.GroupIds[0]} could not be read", null, leg.IsMain);
            return;
        }

        var admission = index.AdmissionOf(guarded, isEgress, query.Protocol, query.Port);
        var admitted = admission.Of(leg.IsIpv6);
        var refused = isEgress ? leg.Destinations.Ranges.Except(admitted).Except(members)
            : admitted.Contains(leg.Source.Value) ? RangeSet.Empty
            : leg.Destinations.Ranges.Except(members);
        var unknown = refused.IsEmpty ? null : UnknownOf(admission);
        var isKnown = unknown is null;
        var rules = RulesThatAdmit(guarded, leg, isEgress, members);
        notes.Show(
            PathLayer.SecurityGroup,
            guarded.GroupIds[0],
            () => rules.Count == 0 ? null : string.Join(", ", rules),
            () => $"{string.Join(", ", guarded.GroupIds)} {(isEgress ? "outbound" : "inbound")} {query.Protocol}/{query.Port}",
            !isKnown ? null : refused.Count < leg.Destinations.Ranges.Count,
            leg.IsMain);
        if (refused.IsEmpty)
        {
            return;
        }

        if (unknown is { } lacking)
        {
            notes.Doubt(lacking);
            return;
        }

        var layer = isEgress ? Cause.SecurityGroupEgress : Cause.SecurityGroupIngress;
        var part = leg.To(refused);
        notes.Add(new(layer, PathLayer.SecurityGroup, guarded.GroupIds[0], null, [PathNotes.All(part.Asked)], () =>
        {
            var (peer, words) = isEgress ? PeerOfEgress(part) : PeerOfIngress(part);
            Change[] fix = [.. peer.Select(one => new AuthorizeSecurityGroupRule(guarded.GroupIds[0], isEgress, query.Port, one))];
            return new(
                $"No {AclEntryModel.Direction(isEgress)} rule of {string.Join(", ", guarded.GroupIds)} of {guarded.Label} admits "
                    + $"{query.Protocol}/{query.Port} {(isEgress ? $"to {part.Destinations}" : $"from {part.Source}")}.",
                AwsPages.SecurityGroupRules,
                $"Let {guarded.GroupIds[0]} {(isEgress ? "send" : "receive")} {query.Protocol} {query.Port} "
                    + $"{(isEgress ? "to" : "from")} {words}.",
                fix);
        }));
    }

    /// <summary>What would have to be read to tell all that the rules admit; null where that is known.</summary>
    private ModelPart? UnknownOf(Admission admission) =>
        admission.Unknown is not null ? ModelPart.CustomerPrefixLists
        : admission.GroupIds.Count == 0 ? null
        : ((ModelPart[])[ModelPart.Interfaces, ModelPart.Peerings, ModelPart.RouteTables]).Where(part => !index.Model.Has(part))
            .Cast<ModelPart?>().FirstOrDefault();

    /// <summary>The rules that admit the connections, or some of them.</summary>
    private List<string> RulesThatAdmit(InterfaceModel guarded, Leg leg, bool isEgress, RangeSet members)
    {
        if (!notes.IsTold || !leg.IsMain)
        {
            return [];
        }

        var others = isEgress ? leg.Destinations.Ranges : RangeSet.Of(leg.Source);
        return [.. from rule in Admission.RulesOf(guarded.GroupIds, isEgress, query.Protocol, query.Port, index)
                   where rule.GroupId is not null
                       ? !members.IsEmpty
                       : !RangeSet.Of(Admission.BlocksOf(rule, index), leg.IsIpv6).Intersect(others).IsEmpty
                   select rule.Id];
    }

    /// <summary>The least that has to be admitted: a service's prefix list, the target's group where groups count, or addresses.</summary>
    private (IReadOnlyList<string> Peers, string Words) PeerOfEgress(Leg leg)
    {
        var list = index.Model.PrefixLists.FirstOrDefault(list =>
            RangeSet.Of(list.Blocks, leg.IsIpv6) is { IsEmpty: false } ranges && leg.Destinations.Ranges.IsSubsetOf(ranges));
        if (list is not null)
        {
            return ([list.Id], $"the prefix list {list.Id} ({list.Name})");
        }

        var target = leg is { Destinations.Only: not null, Sender.SubnetId: { } id } && index.Subnet(id) is { } subnet
            ? PeersOf(subnet, leg).Select(peer => peer.Interface).FirstOrDefault()
            : null;
        return target is { GroupIds: [var group, ..] } ? ([group], $"the group {group} of {target.Label}") : Blocks(leg.Destinations);
    }

    /// <summary>The sender's group where groups count, else its address.</summary>
    private static (IReadOnlyList<string> Peers, string Words) PeerOfIngress(Leg leg) =>
        leg is { Inspector: null, Sender: { GroupIds: [var group, ..] } sender } && !leg.IsFromInternetGateway
            ? ([group], $"the group {group} of {sender.Label}")
            : Blocks(AddressSet.Of(leg.Source));

    private static (IReadOnlyList<string> Peers, string Words) Blocks(AddressSet addresses) =>
        ([.. addresses.Blocks.Select(block => $"{block}")], $"{addresses}");

    /// <summary>The interfaces at the destinations to which the routes lead straight, in the VPC or in a peer.</summary>
    private IEnumerable<(InterfaceModel Interface, IpAddress Address)> PeersOf(SubnetModel subnet, Leg leg)
    {
        var routes = index.TableOf(subnet) is { } table ? index.RoutesBesideHoles(table) : null;
        return index.NetworksNear(subnet.VpcId).SelectMany(vpc => index.At(vpc, leg.Destinations)).Where(peer =>
            subnet.Contains(peer.Address)
            || (routes?.Find(peer.Address) is { } route
                && (route.Target is RouteModel.LocalTarget ? peer.Interface.VpcId == subnet.VpcId
                    : index.Peering(route.Target)?.Across(subnet.VpcId).VpcId == peer.Interface.VpcId)));
    }
}
