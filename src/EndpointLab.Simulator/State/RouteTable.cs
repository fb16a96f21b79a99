namespace EndpointLab.Simulator.State;

internal sealed class RouteTable(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("route-table", "rtb", "InvalidRouteTableID.NotFound", "InvalidRouteTableId.Malformed", "routeTable ID");

    public required Vpc Vpc { get; init; }

    /// <summary>The routes beside the local ones, which every table has and none can lose.</summary>
    public List<Route> Routes { get; } = [];

    public List<RouteTableAssociation> Associations { get; } = [];

    public bool IsMain => Associations.Exists(association => association.IsMain);

    /// <summary>All routes, the local ones of the VPC's blocks first.</summary>
    public IEnumerable<Route> AllRoutes => Vpc.CidrAssociations
        .Where(association => !association.IsDisassociated)
        .Select(association => association.LocalRoute)
        .Concat(Routes);
}

/// <summary>What makes a subnet use a route table; the main one names no subnet and holds for all that have none.</summary>
internal sealed record RouteTableAssociation(RouteTable RouteTable, Subnet? Subnet)
{
    public string Id { get; } = ResourceId.New("rtbassoc");

    public bool IsMain => Subnet is null;
}

internal sealed partial class RegionState
{
    public ResourceTable<RouteTable> RouteTables => field ??= NewTable<RouteTable>();

    /// <summary>The table a subnet uses: its own, or else the VPC's main one.</summary>
    public RouteTable RouteTableOf(Subnet subnet) =>
        RouteTableAssociationOf(subnet)?.RouteTable ?? RouteTables.Single(table => table.Vpc == subnet.Vpc && table.IsMain);

    /// <summary>What makes a subnet use a table of its own; null if it uses the main one.</summary>
    public RouteTableAssociation? RouteTableAssociationOf(Subnet subnet) =>
        RouteTables.SelectMany(table => table.Associations).FirstOrDefault(association => association.Subnet == subnet);
}
