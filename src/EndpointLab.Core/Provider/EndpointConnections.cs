namespace EndpointLab;

/// <summary>Finds the connections to the account's endpoint services, and answers requests for them.</summary>
public static class EndpointConnections
{
    public static async Task<IReadOnlyList<VpcEndpointConnection>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var connections = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcEndpointConnectionsAsync(new() { Filters = query.FilterList, NextToken = next }, token),
            response => response.VpcEndpointConnections,
            response => response.NextToken);
        return [.. connections.Select(connection => new VpcEndpointConnection(lab.Session, connection))];
    }

    /// <summary>Those of the endpoints that are connected to a service of the account.</summary>
    public static Task<IReadOnlyList<VpcEndpointConnection>> FindAsync(LabOperation lab, IReadOnlyList<string> endpointIds) =>
        GetAsync(lab, ResourceQuery.Where("vpc-endpoint-id", [.. endpointIds]));

    /// <summary>The connections that keep a service from being deleted: those that are available or can still become so.</summary>
    internal static async Task<IReadOnlyList<VpcEndpointConnection>> LiveAsync(LabOperation lab, string serviceId) =>
    [
        .. (await OfServiceAsync(lab, serviceId))
            .Where(connection => EndpointStates.Graph.CanBecome(connection.VpcEndpointState, EndpointStates.Available)),
    ];

    /// <summary>Accepts connections to a service, and reports an error for each that AWS refuses to accept.</summary>
    /// <returns>The accepted ones as they now are, in the order of the ids.</returns>
    public static async Task<IReadOnlyList<VpcEndpointConnection>> AcceptAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds) =>
        await NowAsync(lab, serviceId, await lab.Ec2Items(
            endpointIds,
            (ec2, ids, token) => ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = serviceId, VpcEndpointIds = ids }, token),
            response => response.Unsuccessful));

    /// <summary>Rejects connections to a service, available ones too, and reports an error for each that AWS refuses to reject.</summary>
    /// <returns>The rejected ones as they now are, in the order of the ids.</returns>
    public static async Task<IReadOnlyList<VpcEndpointConnection>> RejectAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds) =>
        await NowAsync(lab, serviceId, await RejectEachAsync(lab, serviceId, endpointIds));

    /// <summary>Rejects the connections that keep a service from being deleted.</summary>
    /// <returns>Whether none is left.</returns>
    internal static async Task<bool> RejectLiveAsync(LabOperation lab, string serviceId)
    {
        var live = await LiveAsync(lab, serviceId);
        return (await RejectEachAsync(lab, serviceId, live.Select(connection => connection.VpcEndpointId))).Count == live.Count;
    }

    /// <returns>The ids of the rejected ones.</returns>
    private static Task<IReadOnlyList<string>> RejectEachAsync(LabOperation lab, string serviceId, IEnumerable<string> endpointIds) =>
        lab.Ec2Items(
            endpointIds,
            (ec2, ids, token) => ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = serviceId, VpcEndpointIds = ids }, token),
            response => response.Unsuccessful);

    private static async Task<IReadOnlyList<VpcEndpointConnection>> NowAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds)
    {
        if (endpointIds.Count == 0)
        {
            return [];
        }

        var now = (await OfServiceAsync(lab, serviceId)).ToDictionary(connection => connection.VpcEndpointId);
        return [.. endpointIds.Where(now.ContainsKey).Select(id => now[id])];
    }

    private static Task<IReadOnlyList<VpcEndpointConnection>> OfServiceAsync(LabOperation lab, string serviceId) =>
        GetAsync(lab, ResourceQuery.Where("service-id", serviceId));
}
