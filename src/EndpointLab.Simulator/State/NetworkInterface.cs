namespace EndpointLab.Simulator.State;

internal sealed class NetworkInterface(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("network-interface", "eni", "InvalidNetworkInterfaceID", "networkInterface ID");

    public required Subnet Subnet { get; init; }

    /// <summary>The primary private address.</summary>
    public required uint Address { get; init; }

    /// <summary>The public or Elastic address that the internet gateway maps to the private one; null if there is none.</summary>
    public uint? PublicAddress { get; set; }

    public List<SecurityGroup> Groups { get; init; } = [];
}

internal sealed partial class RegionState
{
    public ResourceTable<NetworkInterface> NetworkInterfaces => field ??= NewTable<NetworkInterface>();

    public IEnumerable<NetworkInterface> NetworkInterfacesOf(Subnet subnet) =>
        NetworkInterfaces.Where(networkInterface => networkInterface.Subnet == subnet);

    public long AvailableAddresses(Subnet subnet) =>
        subnet.CidrBlock.Size - Subnet.ReservedAddresses - NetworkInterfacesOf(subnet).Count();
}
