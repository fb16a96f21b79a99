namespace EndpointLab.Simulator.State;

internal sealed class Subnet(string id) : Resource(id), IResource
{
    /// <summary>How many addresses of each subnet AWS keeps to itself: the first four and the last.</summary>
    public const int ReservedAddresses = 5;

    public static ResourceKind Kind { get; } = new("subnet", "subnet", "InvalidSubnetID", "subnet ID");

    public required Vpc Vpc { get; init; }

    public required Cidr CidrBlock { get; init; }

    public required Zone Zone { get; init; }

    public required Timeline State { get; set; }

    public bool DefaultForAz { get; init; }

    public bool MapPublicIpOnLaunch { get; set; }
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
}
