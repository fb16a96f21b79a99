namespace EndpointLab.Simulator.State;

internal sealed class Vpc(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } = new("vpc", "vpc", "InvalidVpcID.NotFound", "InvalidVpcID.Malformed", "vpc ID");

    /// <summary>The prefix length of Amazon's IPv6 blocks.</summary>
    public const int Ipv6PrefixLength = 56;

    /// <summary>The IPv4 block that it starts with and can't lose.</summary>
    public Cidr CidrBlock => CidrAssociations[0].Block;

    /// <summary>All blocks of both families, that first.</summary>
    public List<CidrAssociation> CidrAssociations { get; } = [];

    /// <summary>The associations that hold, of one family.</summary>
    public IEnumerable<CidrAssociation> Associated(bool isIpv6) =>
        CidrAssociations.Where(association => !association.IsDisassociated && association.Block.IsIpv6 == isIpv6);

    /// <summary>What its instances are told; null where nothing.</summary>
    public required DhcpOptions? DhcpOptions { get; set; }

    public required Timeline State { get; set; }

    public string InstanceTenancy { get; init; } = "default";

    public bool IsDefault { get; init; }

    public bool EnableDnsSupport { get; set; } = true;

    public bool EnableDnsHostnames { get; set; }

    /// <summary>Whether names can mean addresses of this VPC.</summary>
    public bool HasDns => EnableDnsSupport && EnableDnsHostnames;

    public bool EnableNetworkAddressUsageMetrics { get; set; }

    public bool HasIpv6 => Associated(isIpv6: true).Any();

    /// <summary>Whether the block lies within one of the VPC's.</summary>
    public bool Contains(Cidr block) => Associated(block.IsIpv6).Any(association => association.Block.Contains(block));

    public bool Overlaps(Vpc other) => CidrAssociations.Where(association => !association.IsDisassociated)
        .Any(one => other.Associated(one.Block.IsIpv6).Any(two => two.Block.Overlaps(one.Block)));

    public bool Contains(Address address) => Associated(address.IsIpv6).Any(association => association.Block.Contains(address));
}

internal sealed partial class RegionState
{
    public ResourceTable<Vpc> Vpcs => field ??= NewTable<Vpc>();

    /// <summary>Adds a VPC with what AWS makes for each: a main route table, a default security group and a default network ACL.</summary>
    public Vpc AddVpc(Vpc vpc, Cidr block)
    {
        Vpcs.Add(vpc);
        vpc.CidrAssociations.Add(new(ResourceId.New("vpc-cidr-assoc"), block) { State = Begin("associated") });
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

    /// <summary>
    /// Gives a VPC another block. With the first of IPv6 come the rules that let IPv6 pass where the default ones for IPv4 still stand
    /// ("Default network ACLs" and "Default security groups" in the VPC User Guide).
    /// </summary>
    public CidrAssociation AssociateCidr(Vpc vpc, Cidr block)
    {
        var isFirstOfIpv6 = block.IsIpv6 && !vpc.HasIpv6;
        var association = NewCidrAssociation("vpc-cidr-assoc", block);
        vpc.CidrAssociations.Add(association);
        if (isFirstOfIpv6)
        {
            foreach (var acl in NetworkAcls.Where(acl => acl.Vpc == vpc))
                acl.AddIpv6Entries();
            var group = SecurityGroups.Single(group => group.Vpc == vpc && group.IsDefault);
            if (group.Rules.Where(rule => rule.IsEgress).ToList() is [{ Protocol: SecurityGroupRule.AnyProtocol } only]
                && only.Cidr == Cidr.AnyIpv4)
            {
                AddSecurityGroupRule(SecurityGroupRule.AllEgress(group, Cidr.AnyIpv6));
            }
        }

        return association;
    }

    /// <summary>Whether anything is left that a deletion of the VPC wouldn't take along.</summary>
    public bool HasDependencies(Vpc vpc) =>
        Subnets.Any(subnet => subnet.Vpc == vpc)
        || InternetGateways.Any(gateway => gateway.Vpc == vpc)
        || EgressOnlyInternetGateways.Any(gateway => gateway.Vpc == vpc)
        || VpnGateways.Any(gateway => gateway.Attachment?.Vpc == vpc)
        || VpcEndpointsOf(vpc).Any()
        || IsPeered(vpc)
        || RouteTables.Any(table => table.Vpc == vpc && !table.IsMain)
        || SecurityGroups.Any(group => group.Vpc == vpc && !group.IsDefault)
        || NetworkAcls.Any(acl => acl.Vpc == vpc && !acl.IsDefault);

    /// <summary>Removes a VPC and what AWS made for it. Requests for peering that nobody has accepted go with it.</summary>
    public void RemoveVpc(Vpc vpc)
    {
        foreach (var connection in VpcPeeringConnections.Where(one => one.Peering.IsPending && one.Peering.Joins(vpc)))
            connection.Peering.Delete(by: this);
        RouteTables.RemoveAll(table => table.Vpc == vpc);
        SecurityGroups.RemoveAll(group => group.Vpc == vpc);
        SecurityGroupRules.RemoveAll(rule => rule.Group.Vpc == vpc);
        NetworkAcls.RemoveAll(acl => acl.Vpc == vpc);
        Vpcs.Remove(vpc);
    }
}
