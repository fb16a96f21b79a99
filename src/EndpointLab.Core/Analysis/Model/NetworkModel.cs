namespace EndpointLab.Analysis;

/// <summary>
/// What the Describe calls say of a VPC and of those it is peered with, as plain data: nothing in it is looked up, and a changed one is
/// another one.
/// </summary>
internal sealed record NetworkModel
{
    public string Region { get; init; } = "";

    public string AccountId { get; init; } = "";

    public IReadOnlyList<VpcModel> Vpcs { get; init; } = [];

    public IReadOnlyList<SubnetModel> Subnets { get; init; } = [];

    public IReadOnlyList<RouteTableModel> RouteTables { get; init; } = [];

    public IReadOnlyList<InterfaceModel> Interfaces { get; init; } = [];

    public IReadOnlyList<InstanceModel> Instances { get; init; } = [];

    public IReadOnlyList<GroupModel> Groups { get; init; } = [];

    public IReadOnlyList<AclModel> Acls { get; init; } = [];

    public IReadOnlyList<GatewayModel> Gateways { get; init; } = [];

    public IReadOnlyList<NatGatewayModel> NatGateways { get; init; } = [];

    public IReadOnlyList<PeeringModel> Peerings { get; init; } = [];

    public IReadOnlyList<EndpointModel> Endpoints { get; init; } = [];

    /// <summary>AWS's own of the Region, and those of customers that rules and routes name.</summary>
    public IReadOnlyList<PrefixListModel> PrefixLists { get; init; } = [];

    public IReadOnlyList<DhcpOptionsModel> DhcpOptions { get; init; } = [];

    /// <summary>The private hosted zones of the VPC that was asked for.</summary>
    public IReadOnlyList<ZoneModel> Zones { get; init; } = [];

    /// <summary>What its DNS firewall does, in order: the first rule that is about a question decides.</summary>
    public IReadOnlyList<DnsFirewallRule> FirewallRules { get; init; } = [];

    public BlockPublicAccessModel BlockPublicAccess { get; init; } = BlockPublicAccessModel.Off;

    /// <summary>The parts that could not be read, which are empty here; what depends on them is not known.</summary>
    public IReadOnlyDictionary<ModelPart, UnreadConfiguration> Unread { get; init; } = new Dictionary<ModelPart, UnreadConfiguration>();

    public bool Has(ModelPart part) => !Unread.ContainsKey(part);
}
