using System.Globalization;

namespace EndpointLab.Simulator.State;

internal sealed class NetworkInterface(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("network-interface", "eni", "InvalidNetworkInterfaceID.NotFound", "InvalidNetworkInterfaceId.Malformed", "networkInterface ID");

    public required Subnet Subnet { get; init; }

    /// <summary>The primary private IPv4 address; null in a subnet that has IPv6 only.</summary>
    public required Address? Address { get; init; }

    public IReadOnlyList<Address> Ipv6Addresses { get; set; } = [];

    /// <summary>Whether internet gateways pass nothing to it nor from it.</summary>
    public bool DenyAllIgwTraffic { get; init; }

    public string Description { get; set; } = "";

    /// <summary>What it serves: interface, nat_gateway, vpc_endpoint…</summary>
    public string InterfaceType { get; init; } = "interface";

    /// <summary>The AWS service that made it and alone may change it; null for the account's own.</summary>
    public string? RequesterId { get; init; }

    public List<SecurityGroup> Groups { get; set; } = [];

    public bool SourceDestCheck { get; set; } = true;

    public NetworkInterfaceAttachment? Attachment
    {
        get;
        set
        {
            field?.Instance?.Attached.Remove(this);
            field = value;
            value?.Instance?.Attached.Add(this);
        }
    }

    public PublicAssociation? Association { get; set; }

    /// <summary>The public or Elastic address that the internet gateway maps to the private one; null if there is none.</summary>
    public Address? PublicAddress => Association?.Address;

    public string MacAddress { get; } = string.Create(
        CultureInfo.InvariantCulture, $"0a:{Random.Shared.Next(256):x2}:{Random.Shared.Next(256):x2}:{Random.Shared.Next(256):x2}:"
        + $"{Random.Shared.Next(256):x2}:{Random.Shared.Next(256):x2}");

    /// <summary>Its name in the VPC: after the IPv4 address or, where there is none, after the instance.</summary>
    public string? PrivateDnsName =>
        Address is { } address ? $"ip-{address.ToString().Replace('.', '-')}.{Subnet.Zone.PrivateDomain}"
        : Attachment?.Instance is { } instance ? $"{instance.Id}.{Subnet.Zone.PrivateDomain}"
        : null;

    /// <summary>Its addresses of both families.</summary>
    public IEnumerable<Address> Addresses => Address is { } address ? Ipv6Addresses.Prepend(address) : Ipv6Addresses;

    public bool Has(Address address) => Address == address || Ipv6Addresses.Contains(address);

    /// <summary>The address it sends from to that one, of the same family; null where it has none.</summary>
    public Address? SourceTo(Address destination) =>
        !destination.IsIpv6 ? Address : Ipv6Addresses is [var first, ..] ? first : null;

    public override bool CanRoute(Vpc vpc) => Subnet.Vpc == vpc && Attachment is not null;
}

/// <summary>What an interface is plugged into.</summary>
internal sealed class NetworkInterfaceAttachment
{
    public string Id { get; init; } = ResourceId.New("eni-attach");

    /// <summary>The instance; null where a service of AWS holds the interface.</summary>
    public Instance? Instance { get; init; }

    /// <summary>The account of the instance, or the name of the service.</summary>
    public required string InstanceOwnerId { get; init; }

    public required DateTimeOffset AttachTime { get; init; }

    public int DeviceIndex { get; init; }

    public bool DeleteOnTermination { get; set; }

    /// <summary>How a service of AWS holds an interface that it made.</summary>
    public static NetworkInterfaceAttachment OfService(DateTimeOffset time) => new()
    {
        Id = ResourceId.New("ela-attach"),
        InstanceOwnerId = "amazon-aws",
        AttachTime = time,
        DeviceIndex = 1,
    };
}

/// <summary>A public address of an interface.</summary>
/// <param name="Address">The public address.</param>
/// <param name="Elastic">The account's own address; null for one of AWS's, which is lost when the instance stops.</param>
internal sealed record PublicAssociation(Address Address, ElasticAddress? Elastic)
{
    public string Id { get; } = ResourceId.New("eipassoc");
}

internal sealed partial class RegionState
{
    public ResourceTable<NetworkInterface> NetworkInterfaces => field ??= NewTable<NetworkInterface>(one => one.Subnet);

    public IReadOnlyList<NetworkInterface> NetworkInterfacesOf(Subnet subnet) => NetworkInterfaces.Of(subnet);

    /// <summary>An instance's interfaces, the primary one first.</summary>
    public IEnumerable<NetworkInterface> NetworkInterfacesOf(Instance instance) =>
        instance.Attached.Where(one => NetworkInterfaces.Find(one.Id) == one).OrderBy(one => one.Attachment!.DeviceIndex);

    /// <summary>How many IPv4 addresses a subnet has left.</summary>
    public long AvailableAddresses(Subnet subnet) =>
        subnet.CidrBlock is { } block
            ? (1L << block.HostBits) - Subnet.ReservedAddresses - NetworkInterfacesOf(subnet).Count(one => one.Address is not null)
            : 0;

    /// <summary>The subnet's free IPv4 addresses, lowest first, without those that AWS keeps to itself.</summary>
    public IEnumerable<Address> FreeAddresses(Subnet subnet)
    {
        if (subnet.CidrBlock is not { } block)
            yield break;
        var taken = NetworkInterfacesOf(subnet).Select(networkInterface => networkInterface.Address).ToHashSet();
        for (var address = block.First; address <= block.Last; address += 1)
        {
            if (!Subnet.IsReserved(block, address) && !taken.Contains(address))
                yield return address;
        }
    }

    /// <summary>Free IPv6 addresses of a subnet, without end and in no order that anybody could tell.</summary>
    public IEnumerable<Address> FreeIpv6Addresses(Subnet subnet)
    {
        if (subnet.Ipv6CidrBlock is not { } block)
            yield break;
        while (true)
        {
            var address = block.First + unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue));
            if (!Subnet.IsReserved(block, address) && !NetworkInterfacesOf(subnet).Any(one => one.Has(address)))
                yield return address;
        }
    }

    /// <summary>The name under which the internet finds a public address; empty unless the VPC gives such names.</summary>
    public string PublicDnsName(Vpc vpc, Address? address)
    {
        if (address is null || !vpc.HasDns)
            return "";
        var domain = Region.Name == "us-east-1" ? "compute-1" : $"{Region.Name}.compute";
        return $"ec2-{address.Value.ToString().Replace('.', '-')}.{domain}.amazonaws.com";
    }
}
