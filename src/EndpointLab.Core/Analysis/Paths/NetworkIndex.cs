namespace EndpointLab.Analysis;

/// <summary>Finds what belongs to what in a model.</summary>
internal sealed class NetworkIndex(NetworkModel model)
{
    private readonly Dictionary<string, VpcModel> vpcs = model.Vpcs.ToDictionary(vpc => vpc.Id);
    private readonly Dictionary<string, SubnetModel> subnets = model.Subnets.ToDictionary(subnet => subnet.Id);
    private readonly Dictionary<string, InterfaceModel> interfaces = model.Interfaces.ToDictionary(one => one.Id);
    private readonly Dictionary<string, InstanceModel> instances = model.Instances.ToDictionary(instance => instance.Id);
    private readonly Dictionary<string, GroupModel> groups = model.Groups.ToDictionary(group => group.Id);
    private readonly Dictionary<string, GatewayModel> gateways = model.Gateways.ToDictionary(gateway => gateway.Id);
    private readonly Dictionary<string, NatGatewayModel> natGateways = model.NatGateways.ToDictionary(gateway => gateway.Id);
    private readonly Dictionary<string, PeeringModel> peerings = model.Peerings.ToDictionary(peering => peering.Id);
    private readonly Dictionary<string, EndpointModel> endpoints = model.Endpoints.ToDictionary(endpoint => endpoint.Id);
    private readonly Dictionary<string, PrefixListModel> prefixLists = model.PrefixLists.ToDictionary(list => list.Id);

    private readonly Dictionary<string, RouteTableModel> tables = model.RouteTables
        .SelectMany(table => table.SubnetIds.Concat(table.GatewayIds).Select(user => (user, table)))
        .ToDictionary(use => use.user, use => use.table);

    private readonly Dictionary<string, RouteTableModel> mainTables =
        model.RouteTables.Where(table => table.IsMain).ToDictionary(table => table.VpcId);

    private readonly Dictionary<string, AclModel> acls = model.Acls
        .SelectMany(acl => acl.SubnetIds.Select(subnet => (subnet, acl))).ToDictionary(use => use.subnet, use => use.acl);

    private readonly Dictionary<string, EndpointModel> endpointsByInterface = model.Endpoints
        .SelectMany(endpoint => endpoint.InterfaceIds.Select(id => (id, endpoint))).ToDictionary(one => one.id, one => one.endpoint);

    private readonly Dictionary<(string VpcId, IpAddress), InterfaceModel> byAddress = ByAddress(model);
    private readonly Dictionary<IpAddress, InterfaceModel> byPublicAddress = ByPublicAddress(model);
    private readonly Dictionary<string, RouteOrder> routeOrders = [];
    private readonly Dictionary<(string InterfaceId, bool IsEgress, IpProtocol, int Port), Admission> admissions = [];

    public NetworkModel Model => model;

    public VpcModel? Vpc(string id) => vpcs.GetValueOrDefault(id);

    public SubnetModel? Subnet(string id) => subnets.GetValueOrDefault(id);

    public InterfaceModel? Interface(string? id) => id is null ? null : interfaces.GetValueOrDefault(id);

    public InstanceModel? Instance(string id) => instances.GetValueOrDefault(id);

    public GroupModel? Group(string id) => groups.GetValueOrDefault(id);

    public GatewayModel? Gateway(string id) => gateways.GetValueOrDefault(id);

    public NatGatewayModel? NatGateway(string id) => natGateways.GetValueOrDefault(id);

    public PeeringModel? Peering(string id) => peerings.GetValueOrDefault(id);

    public EndpointModel? Endpoint(string id) => endpoints.GetValueOrDefault(id);

    public PrefixListModel? PrefixList(string id) => prefixLists.GetValueOrDefault(id);

    public EndpointModel? EndpointBehind(InterfaceModel networkInterface) => endpointsByInterface.GetValueOrDefault(networkInterface.Id);

    public GatewayModel? InternetGatewayOf(string vpcId) =>
        model.Gateways.FirstOrDefault(gateway => gateway.Kind is GatewayKind.Internet && gateway.VpcId == vpcId);

    /// <summary>Whether a route to it leads through an appliance.</summary>
    public bool IsAppliance(string? target) => target is not null && Endpoint(target) is { IsGatewayLoadBalancer: true };

    /// <summary>A VPC, and those that it is peered with.</summary>
    public IEnumerable<string> NetworksNear(string vpcId) =>
        model.Peerings.Where(peering => peering.Status is PeeringModel.Active && peering.Joins(vpcId))
            .Select(peering => peering.Across(vpcId).VpcId).Prepend(vpcId);

    /// <summary>The table that a subnet uses: its own, or else the VPC's main one. Null where that could not be read.</summary>
    public RouteTableModel? TableOf(SubnetModel subnet) =>
        tables.GetValueOrDefault(subnet.Id) ?? mainTables.GetValueOrDefault(subnet.VpcId);

    /// <summary>The table of an internet gateway for what it lets in; null where it has none.</summary>
    public RouteTableModel? EdgeTableOf(GatewayModel gateway) => tables.GetValueOrDefault(gateway.Id);

    public AclModel? AclOf(SubnetModel subnet) => acls.GetValueOrDefault(subnet.Id);

    public InterfaceModel? At(string vpcId, IpAddress address) => byAddress.GetValueOrDefault((vpcId, address));

    /// <summary>The interface that an address means on the internet.</summary>
    public InterfaceModel? AtPublic(IpAddress address) => byPublicAddress.GetValueOrDefault(address);

    /// <summary>The interfaces of a VPC that have one of the addresses, and which.</summary>
    public IEnumerable<(InterfaceModel Interface, IpAddress Address)> At(string vpcId, AddressSet addresses) =>
        addresses.Only is { } only
            ? At(vpcId, only) is { } one ? [(one, only)] : []
            : byAddress.Where(entry => entry.Key.VpcId == vpcId && entry.Key.Item2.IsIpv6 == addresses.IsIpv6
                && addresses.Ranges.Contains(entry.Key.Item2.Value)).Select(entry => (entry.Value, entry.Key.Item2));

    /// <summary>The interfaces that one of the addresses means on the internet.</summary>
    public IEnumerable<(InterfaceModel Interface, IpAddress Address)> AtPublic(AddressSet addresses) =>
        addresses.Only is { } only
            ? AtPublic(only) is { } one ? [(one, only)] : []
            : byPublicAddress.Where(entry => entry.Key.IsIpv6 == addresses.IsIpv6 && addresses.Ranges.Contains(entry.Key.Value))
                .Select(entry => (entry.Value, entry.Key));

    public RouteOrder RoutesOf(RouteTableModel table)
    {
        if (!routeOrders.TryGetValue(table.Id, out var order))
        {
            routeOrders[table.Id] = order = new(table.Routes, this);
        }

        return order;
    }

    /// <summary>The routes as if the table had none of the black holes that can be taken away.</summary>
    public RouteOrder RoutesBesideHoles(RouteTableModel table) => table.Routes.Any(IsNeedless)
        ? new(table.Routes.Where(route => !IsNeedless(route)), this)
        : RoutesOf(table);

    /// <summary>What the groups of an interface admit together.</summary>
    public Admission AdmissionOf(InterfaceModel guarded, bool isEgress, IpProtocol protocol, int port)
    {
        var key = (guarded.Id, isEgress, protocol, port);
        if (!admissions.TryGetValue(key, out var admission))
        {
            admissions[key] = admission = Admission.Of(guarded.GroupIds, isEgress, protocol, port, this);
        }

        return admission;
    }

    private static bool IsNeedless(RouteModel route) => route is { IsBlackhole: true, IsRemovable: true };

    private static Dictionary<(string, IpAddress), InterfaceModel> ByAddress(NetworkModel model)
    {
        Dictionary<(string, IpAddress), InterfaceModel> found = [];
        foreach (var one in model.Interfaces)
        {
            foreach (var address in one.Addresses)
            {
                found[(one.VpcId, address)] = one;
            }
        }

        return found;
    }

    private static Dictionary<IpAddress, InterfaceModel> ByPublicAddress(NetworkModel model)
    {
        Dictionary<IpAddress, InterfaceModel> found = [];
        foreach (var one in model.Interfaces)
        {
            foreach (var address in one.PublicAddresses.Values.Concat(one.Addresses.Where(address => address.IsIpv6)))
            {
                found[address] = one;
            }
        }

        return found;
    }
}
