namespace EndpointLab.Simulator.State;

/// <summary>A public address that the account keeps until it releases it.</summary>
internal sealed class ElasticAddress(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("elastic-ip", "eipalloc", "InvalidAllocationID.NotFound", "InvalidAllocationID.Malformed", "allocation ID");

    public required Address Address { get; init; }
}

internal sealed partial class RegionState
{
    public ResourceTable<ElasticAddress> ElasticAddresses => field ??= NewTable<ElasticAddress>();

    /// <summary>The interface that an address is associated with; null if there is none.</summary>
    public NetworkInterface? NetworkInterfaceOf(ElasticAddress address) =>
        NetworkInterfaces.FirstOrDefault(networkInterface => networkInterface.Association?.Elastic == address);
}
