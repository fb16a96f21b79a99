namespace EndpointLab.Labs;

/// <summary>A gateway endpoint on the private route table.</summary>
internal sealed record GatewayEndpointNode(string Lab, string Service)
    : LabNode(RoleOf(Service), ResourceKind.Endpoint, $"{Lab}-{Service}", RouteTableNode.Private)
{
    public override string Detail => $"gateway for {Service} on {RouteTableNode.Private}";

    public static string RoleOf(string service) => $"gateway-{service}";

    // The same route on the same table, or the same token with other tags.
    internal override bool SaysItIsThere(LabException refusal) => refusal.AwsErrorCode is "RouteAlreadyExists" or "IdempotentParameterMismatch";

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        EndpointReading.Usable(await VpcEndpoints.GetAsync(lab, query));

    internal override async Task<LabResource> CreateAsync(LabBuild build) => await GatewayEndpoints.CreateAsync(
        build.Lab, build.Id(VpcNode.Is), Service, [build.Id(RouteTableNode.Private)], ipAddressType: null, policy: null, build.TagsOf(this));

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found)
    {
        var (endpoint, tableId) = ((VpcEndpoint)found, idOf(RouteTableNode.Private));
        List<LabDifference> all = [.. EndpointReading.Failure(endpoint)];
        if (!endpoint.RouteTableIds.Contains(tableId))
        {
            all.Add(new(
                $"{endpoint.VpcEndpointId} is not on {tableId}.",
                () => VpcEndpoints.ModifyAsync(lab, new() { VpcEndpointId = endpoint.VpcEndpointId, AddRouteTableIds = [tableId] })));
        }

        all.AddRange(endpoint.RouteTableIds.Where(id => id != tableId)
            .Select(id => new LabDifference($"{endpoint.VpcEndpointId} is on {id} as well, which isn't planned.")));
        return Task.FromResult<IReadOnlyList<LabDifference>>(all);
    }

    internal override Task<LabResource> WaitAsync(LabBuild build, LabResource found) =>
        EndpointReading.WaitAsync(build, (VpcEndpoint)found);
}
