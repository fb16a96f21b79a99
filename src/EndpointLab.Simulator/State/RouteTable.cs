namespace EndpointLab.Simulator.State;

internal sealed class RouteTable(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("route-table", "rtb", "InvalidRouteTableID.NotFound", "InvalidRouteTableId.Malformed", "routeTable ID");

    public required Vpc Vpc { get; init; }

    /// <summary>The routes beside the local ones, which every table has and none can lose.</summary>
    public List<Route> Routes { get; } = [];

    public List<RouteTableAssociation> Associations { get; } = [];

    /// <summary>The VPN gateways that may add routes.</summary>
    public List<VpnGateway> PropagatingGateways { get; } = [];

    public bool IsMain => Associations.Exists(association => association.IsMain);

    /// <summary>Whether an internet gateway uses it for what it lets in.</summary>
    public bool IsOfGateway => Associations.Exists(association => association.Gateway is not null);

    /// <summary>All routes, the local ones of the VPC's blocks first.</summary>
    public IEnumerable<Route> AllRoutes => Vpc.CidrAssociations
        .Where(association => !association.IsDisassociated)
        .Select(association => association.LocalRoute)
        .Concat(Routes);
}

/// <summary>
/// What makes a subnet use a route table, or an internet gateway for what it lets in. The main one names neither and holds for all
/// subnets that have none.
/// </summary>
internal sealed record RouteTableAssociation(RouteTable RouteTable, Subnet? Subnet, InternetGateway? Gateway = null)
{
    public string Id { get; } = ResourceId.New("rtbassoc");

    public bool IsMain => Subnet is null && Gateway is null;
}

internal sealed partial class RegionState
{
    public ResourceTable<RouteTable> RouteTables => field ??= NewTable<RouteTable>();

    /// <summary>The table a subnet uses: its own, or else the VPC's main one.</summary>
    public RouteTable RouteTableOf(Subnet subnet) =>
        RouteTableAssociationOf(subnet)?.RouteTable ?? RouteTables.Single(table => table.Vpc == subnet.Vpc && table.IsMain);

    /// <summary>The table an internet gateway uses for what it lets in; null without one.</summary>
    public RouteTable? RouteTableOf(InternetGateway gateway) =>
        RouteTables.FirstOrDefault(table => table.Associations.Exists(association => association.Gateway == gateway));

    /// <summary>What makes a subnet use a table of its own; null if it uses the main one.</summary>
    public RouteTableAssociation? RouteTableAssociationOf(Subnet subnet) =>
        RouteTables.SelectMany(table => table.Associations).FirstOrDefault(association => association.Subnet == subnet);
}
