namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// What VPC Block Public Access does with a connection at an internet gateway. Each answer is null where it passes. What an appliance
/// sees on the way counts by the subnet of its first sender.
/// </summary>
internal static class PublicAccess
{
    /// <param name="from">The interface that sends the packets to the gateway: a NAT gateway counts by the subnet it is in.</param>
    /// <param name="isEgressOnly">Whether the gateway lets connections out only.</param>
    public static string? Outbound(RegionState region, NetworkInterface from, Resource gateway, bool isEgressOnly) =>
        region.BlockPublicAccess.BlocksOutbound(from.Subnet, isEgressOnly || from.InterfaceType is NatGateway.InterfaceType)
            ? $"vpc-bpa {region.BlockPublicAccess.ModeInEffect}: {gateway.Id} lets nothing out of {from.Subnet.Id}"
            : null;

    public static string? Inbound(RegionState region, NetworkInterface to, Resource gateway) =>
        region.BlockPublicAccess.BlocksInbound(to.Subnet)
            ? $"vpc-bpa {region.BlockPublicAccess.ModeInEffect}: {gateway.Id} lets nothing into {to.Subnet.Id}"
            : null;
}
