namespace EndpointLab.Analysis;

/// <summary>
/// Interfaces whose flows are alike, since they share a subnet, groups, families and publicity, and no rule or route tells their
/// addresses apart.
/// </summary>
/// <param name="Members">One of them stands for all.</param>
internal sealed record FlowSenders(IReadOnlyList<InterfaceModel> Members)
{
    public InterfaceModel One => Members[0];

    public IEnumerable<string> Names => Members.Select(NameOf);

    public static string NameOf(InterfaceModel one) => one.InstanceId ?? one.Id;

    /// <param name="networks">The network before and after changes, which have the same interfaces.</param>
    /// <param name="askedId">The interface that is asked about, which is a class of its own.</param>
    public static IReadOnlyList<FlowSenders> Of(IReadOnlyList<NetworkModel> networks, string? askedId)
    {
        var states = networks[0].Instances.ToDictionary(instance => instance.Id, instance => instance.State);
        var parts = networks[0].Subnets.ToDictionary(subnet => subnet.Id, _ => new List<Cidr>());
        foreach (var block in networks.SelectMany(BlocksIn).Distinct())
        {
            foreach (var subnet in networks[0].Subnets.Where(
                subnet => subnet.Blocks.Any(all => all.Length < block.Length && all.Contains(block.First))))
            {
                parts[subnet.Id].Add(block);
            }
        }

        return
        [
            .. networks[0].Interfaces.Where(one => one is { Type: InterfaceModel.OfInstances, IsAttached: true, Addresses.Count: > 0 })
                .GroupBy(one => (
                    one.SubnetId,
                    Groups: string.Join(' ', one.GroupIds.Order(StringComparer.Ordinal)),
                    Parts: string.Join(' ', parts.GetValueOrDefault(one.SubnetId, []).Where(part => one.Addresses.Any(part.Contains))),
                    HasIpv4: one.AddressOf(isIpv6: false) is not null,
                    HasIpv6: one.AddressOf(isIpv6: true) is not null,
                    IsPublic: one.PublicAddresses.Count > 0,
                    State: one.InstanceId is { } id ? states.GetValueOrDefault(id) : null,
                    IsAsked: one.Id == askedId)).Select(group => new FlowSenders([.. group])),
        ];
    }

    /// <summary>All blocks that rules and routes are about.</summary>
    private static IEnumerable<Cidr> BlocksIn(NetworkModel network) =>
        network.Groups.SelectMany(group => group.Rules).Select(rule => rule.Block)
            .Concat(network.RouteTables.SelectMany(table => table.Routes).Select(route => route.Block)).OfType<Cidr>()
            .Concat(network.Acls.SelectMany(acl => acl.Entries).Select(entry => entry.Block))
            .Concat(network.PrefixLists.SelectMany(list => list.Blocks));
}
