namespace EndpointLab.Labs;

/// <summary>A route table with its route to the internet, if any, and the subnets that use it.</summary>
internal sealed record RouteTableNode : LabNode
{
    public const string Public = "public-table", Private = "private-table";

    private static readonly RouteDestination Everywhere = RouteDestination.Parse("0.0.0.0/0");

    private readonly string[] subnets;
    private readonly bool hasInternet;

    /// <param name="subnets">The roles of the subnets that use it.</param>
    public RouteTableNode(string lab, string role, string name, string[] subnets, bool hasInternet)
        : base(role, ResourceKind.RouteTable, $"{lab}-{name}", [VpcNode.Is, .. subnets, .. hasInternet ? [InternetGatewayNode.Is] : (string[])[]]) =>
        (this.subnets, this.hasInternet) = (subnets, hasInternet);

    public override string Detail => $"{(hasInternet ? "0.0.0.0/0 → internet-gateway" : "no way to the internet")}, for {string.Join(", ", subnets)}";

    // The same token with other tags: somebody else's build.
    internal override bool SaysItIsThere(LabException refusal) => refusal.AwsErrorCode is "IdempotentParameterMismatch";

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        await RouteTables.GetAsync(lab, query);

    internal override async Task<LabResource> CreateAsync(LabBuild build) =>
        await RouteTables.CreateAsync(build.Lab, build.Id(VpcNode.Is), build.TagsOf(this));

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found)
    {
        var table = (RouteTable)found;
        List<LabDifference> all = [];
        foreach (var subnetId in subnets.Select(idOf).Except(table.Subnets))
        {
            all.Add(new(
                $"{subnetId} doesn't use {table.RouteTableId}.",
                () => LabBuild.UnlessDoneAsync(
                    () => RouteTables.AssociateAsync(lab, table.RouteTableId, ResourceKind.Subnet, subnetId),
                    async () => (await RouteTables.GetAsync(lab, table.RouteTableId)).Subnets.Contains(subnetId))));
        }

        var way = table.Routes.FirstOrDefault(route => route.DestinationCidrBlock == Everywhere.Ipv4Text);
        if (hasInternet && idOf(InternetGatewayNode.Is) is var gatewayId && way?.Target != gatewayId)
        {
            all.Add(way is null
                ? new($"{table.RouteTableId} has no route to the internet gateway.", () => AddRouteAsync(lab, table.RouteTableId, gatewayId))
                : new($"{table.RouteTableId} leads to {way.Target} instead of the internet gateway."));
        }

        all.AddRange(table.Routes
            .Where(route => route.Target != "local" && !route.IsEndpoints && !(hasInternet && route == way))
            .Select(route => new LabDifference($"{table.RouteTableId} has a route that isn't planned: {route}.")));
        all.AddRange(table.Subnets.Except(subnets.Select(idOf))
            .Select(subnetId => new LabDifference($"{subnetId} uses {table.RouteTableId}, though it isn't planned to.")));
        return Task.FromResult<IReadOnlyList<LabDifference>>(all);
    }

    internal override Task RemoveAsync(LabOperation lab, string id) => RouteTables.RemoveAsync(lab, id);

    private static Task AddRouteAsync(LabOperation lab, string tableId, string gatewayId) => LabBuild.UnlessDoneAsync(
        () => Routes.AddAsync(lab, tableId, Everywhere, ResourceKind.InternetGateway, gatewayId),
        async () => (await RouteTables.GetAsync(lab, tableId)).Routes
            .Any(route => route.DestinationCidrBlock == Everywhere.Ipv4Text && route.Target == gatewayId));
}
