namespace EndpointLab.Labs;

/// <summary>An interface endpoint in the private subnet of each zone.</summary>
internal sealed record InterfaceEndpointNode : LabNode
{
    private readonly string service;
    private readonly string[] subnets;

    /// <param name="subnets">The roles of its subnets.</param>
    public InterfaceEndpointNode(string lab, string service, string[] subnets)
        : base(RoleOf(service), ResourceKind.Endpoint, $"{lab}-{service}", [.. subnets, SecurityGroupNode.Endpoints]) =>
        (this.service, this.subnets) = (service, subnets);

    public override string Detail => $"interface for {service} in {string.Join(", ", subnets)}";

    internal override IEnumerable<BilledItem> Billed => [new("interfaceEndpointPerZone", subnets.Length)];

    public static string RoleOf(string service) => $"interface-{service}";

    // Its private name is taken, or the token has other tags.
    internal override bool SaysItIsThere(LabException refusal) =>
        refusal.ErrorId == ErrorId.PrivateDnsConflict || refusal.AwsErrorCode is "IdempotentParameterMismatch";

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        EndpointReading.Usable(await VpcEndpoints.GetAsync(lab, query));

    internal override async Task<LabResource> CreateAsync(LabBuild build) => await InterfaceEndpoints.CreateAsync(
        build.Lab,
        new(service, [.. subnets.Select(build.Id)], build.TagsOf(this)) { SecurityGroupIds = [build.Id(SecurityGroupNode.Endpoints)] });

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found)
    {
        var endpoint = (VpcEndpoint)found;
        List<LabDifference> all = [.. EndpointReading.Failure(endpoint)];
        foreach (var subnetId in subnets.Select(idOf).Except(endpoint.SubnetIds))
        {
            all.Add(new(
                $"{endpoint.VpcEndpointId} is not in {subnetId}.",
                () => VpcEndpoints.ModifyAsync(lab, new() { VpcEndpointId = endpoint.VpcEndpointId, AddSubnetIds = [subnetId] })));
        }

        var groupId = idOf(SecurityGroupNode.Endpoints);
        if (!Array.Exists(endpoint.Groups, group => group.GroupId == groupId))
        {
            all.Add(new($"{endpoint.VpcEndpointId} is not in the group {groupId}."));
        }

        return Task.FromResult<IReadOnlyList<LabDifference>>(all);
    }

    internal override Task<LabResource> WaitAsync(LabBuild build, LabResource found) =>
        EndpointReading.WaitAsync(build, (VpcEndpoint)found);
}
