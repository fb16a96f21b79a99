namespace EndpointLab.Analysis;

/// <summary>Interfaces whose flows are alike, since they share a subnet, groups, families and publicity.</summary>
/// <param name="Members">One of them stands for all.</param>
internal sealed record FlowSenders(IReadOnlyList<InterfaceModel> Members)
{
    public InterfaceModel One => Members[0];

    public IEnumerable<string> Names => Members.Select(one => one.InstanceId ?? one.Id);

    /// <param name="askedId">The interface that is asked about, which is a class of its own.</param>
    public static IReadOnlyList<FlowSenders> Of(NetworkModel model, string? askedId)
    {
        var states = model.Instances.ToDictionary(instance => instance.Id, instance => instance.State);
        return
        [
            .. model.Interfaces.Where(one => one is { Type: InterfaceModel.OfInstances, IsAttached: true, Addresses.Count: > 0 }).GroupBy(one => (
                one.SubnetId,
                Groups: string.Join(' ', one.GroupIds.Order(StringComparer.Ordinal)),
                HasIpv4: one.AddressOf(isIpv6: false) is not null,
                HasIpv6: one.AddressOf(isIpv6: true) is not null,
                IsPublic: one.PublicAddresses.Count > 0,
                State: one.InstanceId is { } id ? states.GetValueOrDefault(id) : null,
                IsAsked: one.Id == askedId)).Select(group => new FlowSenders([.. group])),
        ];
    }
}
