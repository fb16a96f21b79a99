namespace EndpointLab.Analysis;

/// <summary>A place in a VPC: an instance, a network interface or a subnet.</summary>
/// <param name="InterfaceId">Null for a subnet.</param>
internal sealed record TracePlace(string Text, string VpcId, string? InterfaceId)
{
    /// <exception cref="LabException">There is no such place, or nothing can be sent from it.</exception>
    public static async Task<TracePlace> FindAsync(LabOperation lab, string from) =>
        await TryFindAsync(lab, from) ?? throw NoPlace(from, "Name an instance, a network interface or a subnet.");

    /// <returns>Null where the text is no id of such a place.</returns>
    /// <exception cref="LabException">There is no such place, or it is an instance without an interface.</exception>
    public static async Task<TracePlace?> TryFindAsync(LabOperation lab, string text)
    {
        if (ResourceKind.Instance.IsId(text))
        {
            Instance instance;
            try
            {
                instance = (await Instances.GetAsync(lab, ResourceQuery.ById(text)))[0];
            }
            catch (LabException error) when (Snapshot.IsRefusal(error))
            {
                var cards = await NetworkInterfaces.GetAsync(lab, ResourceQuery.Where("attachment.instance-id", text));
                if (cards.Count == 0)
                {
                    throw;
                }

                return Of(cards[0]) with { Text = text };
            }

            return instance is { VpcId: { } vpcId, NetworkInterfaceId: { } card }
                ? new(text, vpcId, card)
                : throw Instances.WithoutInterface(instance);
        }

        return ResourceKind.NetworkInterface.IsId(text)
                ? Of((await NetworkInterfaces.GetAsync(lab, ResourceQuery.ById(text)))[0])
            : ResourceKind.Subnet.IsId(text) ? new(text, (await Subnets.GetAsync(lab, text)).VpcId, InterfaceId: null)
            : null;
    }

    public static TracePlace Of(NetworkInterface one) => new(one.NetworkInterfaceId, one.VpcId, one.NetworkInterfaceId);

    public static LabException NoPlace(string from, string nextStep) =>
        new(ErrorId.InvalidArgument, $"No request can be traced from '{from}'.", nextStep, from);

    public PathOrigin In(NetworkModel model) => InterfaceId is null
        ? PathOrigin.In(model.Subnets.First(subnet => subnet.Id == Text), model)
        : PathOrigin.Of(model.Interfaces.First(one => one.Id == InterfaceId));
}
