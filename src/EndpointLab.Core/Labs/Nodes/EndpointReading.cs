namespace EndpointLab.Labs;

/// <summary>What a lab's endpoints of both types have in common.</summary>
internal static class EndpointReading
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>AWS shows endpoints for a while after they are deleted.</summary>
    public static IReadOnlyList<LabResource> Usable(IReadOnlyList<VpcEndpoint> endpoints) => [.. endpoints.Where(endpoint => !endpoint.IsGone)];

    public static IEnumerable<LabDifference> Failure(VpcEndpoint endpoint) =>
        EndpointStates.Graph.CanBecome(endpoint.State, EndpointStates.Available)
            ? []
            : [new($"{endpoint.VpcEndpointId} is {endpoint.State}: remove it (Remove-LabEndpoint), and build the lab again.")];

    public static async Task<LabResource> WaitAsync(LabBuild build, VpcEndpoint endpoint) =>
        endpoint.State == EndpointStates.Available || Failure(endpoint).Any()
            ? endpoint
            : (await Wait.ForOneAsync(
                new(build.Lab, endpoint.VpcEndpointId, endpoint), EndpointWait.For([EndpointStates.Available]), Patience))!;
}
