namespace EndpointLab.Labs;

/// <summary>What AWS bills by the hour of what is there.</summary>
internal static class LabCost
{
    public static IEnumerable<BilledItem> Of(LabResource one) => one switch
    {
        // In whatever state, until it is deleted. Gateway endpoints have no subnets, and no price.
        VpcEndpoint endpoint => [new("interfaceEndpointPerZone", endpoint.SubnetIds.Length)],
        ElasticAddress { IsInUse: false } => [new("publicIpv4Address")],
        NatGateway => [new("natGateway"), new("publicIpv4Address")],
        Instance instance =>
        [
            .. instance.State is "pending" or "running" && Prices.Knows(instance.InstanceType)
                ? [new(instance.InstanceType)]
                : (BilledItem[])[],
            new("rootVolume"),
            new("publicIpv4Address", instance.PublicIpAddress is null ? 0 : 1),
        ],
        _ => [],
    };
}
