namespace EndpointLab.Analysis;

/// <summary>Where a request to S3 leaves.</summary>
/// <param name="InterfaceId">Null for a subnet.</param>
internal sealed record S3Origin(string Text, string VpcId, string? InterfaceId)
{
    /// <exception cref="LabException">There is no such thing, or nothing can be sent from it.</exception>
    public static async Task<S3Origin> FindAsync(LabOperation lab, string from)
    {
        if (ResourceKind.Instance.IsId(from))
        {
            var instance = (await Instances.GetAsync(lab, ResourceQuery.ById(from)))[0];
            return instance is { VpcId: { } vpcId, NetworkInterfaceId: { } card } ? new(from, vpcId, card) : throw new LabException(
                ErrorId.ResourceNotFound,
                $"The instance {from} is {instance.State} and has no network interface.",
                "Use an instance that is running.",
                from);
        }

        if (ResourceKind.NetworkInterface.IsId(from))
        {
            return new(from, (await NetworkInterfaces.GetAsync(lab, ResourceQuery.ById(from)))[0].VpcId, from);
        }

        return ResourceKind.Subnet.IsId(from)
            ? new(from, (await Subnets.GetAsync(lab, from)).VpcId, InterfaceId: null)
            : throw new LabException(
                ErrorId.InvalidArgument,
                $"'{from}' is nothing from which a request could be traced.",
                "Name an instance, a network interface or a subnet.",
                from);
    }

    public PathOrigin In(NetworkModel model) => InterfaceId is null
        ? PathOrigin.In(model.Subnets.First(subnet => subnet.Id == Text), model)
        : PathOrigin.Of(model.Interfaces.First(one => one.Id == InterfaceId));
}
