namespace EndpointLab.Simulator.State;

internal sealed class Subnet(string id) : Resource(id), IResource
{
    /// <summary>How many addresses of each subnet AWS keeps to itself: the first four and the last.</summary>
    public const int ReservedAddresses = 5;

    public static ResourceKind Kind { get; } =
        new("subnet", "subnet", "InvalidSubnetID.NotFound", "InvalidSubnetID.Malformed", "subnet ID");

    public required Vpc Vpc { get; init; }

    /// <summary>The IPv4 block; null where the subnet has IPv6 only.</summary>
    public required Cidr? CidrBlock { get; init; }

    /// <summary>The association of the IPv6 block; null where there never was one.</summary>
    public CidrAssociation? Ipv6Association { get; set; }

    public Cidr? Ipv6CidrBlock => Ipv6Association is { IsDisassociated: false } association ? association.Block : null;

    public bool Ipv6Native => CidrBlock is null;

    public required Zone Zone { get; init; }

    public required Timeline State { get; set; }

    public bool DefaultForAz { get; init; }

    public bool MapPublicIpOnLaunch { get; set; }

    /// <summary>What instances are named after: ip-name or resource-name.</summary>
    public string HostnameType { get; set; } = "ip-name";

    public bool EnableResourceNameDnsARecord { get; set; }

    public bool EnableResourceNameDnsAaaaRecord { get; set; }

    public bool AssignIpv6AddressOnCreation { get; set; }

    public bool EnableDns64 { get; set; }

    public bool Contains(Address address) => (address.IsIpv6 ? Ipv6CidrBlock : CidrBlock)?.Contains(address) == true;

    /// <summary>Whether AWS keeps the address to itself: the first four and the last of a block.</summary>
    public static bool IsReserved(Cidr block, Address address) => address < block.First + (ReservedAddresses - 1) || address == block.Last;
}

internal sealed partial class RegionState
{
    public ResourceTable<Subnet> Subnets => field ??= NewTable<Subnet>();

    /// <summary>Adds a subnet, which its VPC's default network ACL then guards.</summary>
    public Subnet AddSubnet(Subnet subnet)
    {
        Subnets.Add(subnet);
        NetworkAcls.Single(acl => acl.IsDefault && acl.Vpc == subnet.Vpc).Associations.Add(new(subnet));
        return subnet;
    }

    /// <summary>Removes a subnet and what ties it to a route table and a network ACL.</summary>
    public void RemoveSubnet(Subnet subnet)
    {
        foreach (var table in RouteTables)
            table.Associations.RemoveAll(association => association.Subnet == subnet);
        foreach (var acl in NetworkAcls)
            acl.Associations.RemoveAll(association => association.Subnet == subnet);
        Subnets.Remove(subnet);
    }
}
