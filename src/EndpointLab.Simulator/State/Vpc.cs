namespace EndpointLab.Simulator.State;

internal sealed class Vpc(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } = new("vpc", "vpc", "InvalidVpcID.NotFound", "InvalidVpcID.Malformed", "vpc ID");

    public required Cidr CidrBlock { get; init; }

    public required DhcpOptions DhcpOptions { get; set; }

    public required Timeline State { get; set; }

    public string CidrAssociationId { get; } = ResourceId.New("vpc-cidr-assoc");

    public string InstanceTenancy { get; init; } = "default";

    public bool IsDefault { get; init; }

    public bool EnableDnsSupport { get; set; } = true;

    public bool EnableDnsHostnames { get; set; }

    public bool EnableNetworkAddressUsageMetrics { get; set; }
}

internal sealed partial class RegionState
{
    public ResourceTable<Vpc> Vpcs => field ??= NewTable<Vpc>();

    /// <summary>Adds a VPC with what AWS makes for each: a main route table, a default security group and a default network ACL.</summary>
    public Vpc AddVpc(Vpc vpc)
    {
        Vpcs.Add(vpc);
        var main = RouteTables.Add(new RouteTable(ResourceId.New("rtb")) { Vpc = vpc });
        main.Associations.Add(new(main, null));
        AddSecurityGroup(new(ResourceId.New("sg"))
        {
            Vpc = vpc,
            Name = SecurityGroup.DefaultName,
            Description = "default VPC security group",
        });
        NetworkAcls.Add(NetworkAcl.Default(vpc));
        return vpc;
    }

    /// <summary>Whether anything is left that a deletion of the VPC wouldn't take along.</summary>
    public bool HasDependencies(Vpc vpc) =>
        Subnets.Any(subnet => subnet.Vpc == vpc)
        || InternetGateways.Any(gateway => gateway.Vpc == vpc)
        || VpcEndpoints.Any(endpoint => endpoint.Vpc == vpc && !endpoint.IsDeleted)
        || RouteTables.Any(table => table.Vpc == vpc && !table.IsMain)
        || SecurityGroups.Any(group => group.Vpc == vpc && !group.IsDefault)
        || NetworkAcls.Any(acl => acl.Vpc == vpc && !acl.IsDefault);

    /// <summary>Removes a VPC and what AWS made for it.</summary>
    public void RemoveVpc(Vpc vpc)
    {
        RouteTables.RemoveAll(table => table.Vpc == vpc);
        SecurityGroups.RemoveAll(group => group.Vpc == vpc);
        SecurityGroupRules.RemoveAll(rule => rule.Group.Vpc == vpc);
        NetworkAcls.RemoveAll(acl => acl.Vpc == vpc);
        Vpcs.Remove(vpc);
    }
}
