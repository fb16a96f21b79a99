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

    /// <summary>The connections that keep a service from being deleted: those that wait for the provider or are available.</summary>
    internal static Task<IReadOnlyList<VpcEndpointConnection>> OpenAsync(LabOperation lab, string serviceId) =>
        GetAsync(lab, new([], new Dictionary<string, string[]>
        {
            ["service-id"] = [serviceId],
            ["vpc-endpoint-state"] = [.. new[] { EndpointStates.PendingAcceptance, EndpointStates.Available }.Select(EndpointStates.OnWire)],
        }));

    /// <summary>Accepts connections to a service, and reports an error for each that AWS refuses to accept.</summary>
    /// <returns>The accepted ones as they now are, in the order of the ids.</returns>
    public static async Task<IReadOnlyList<VpcEndpointConnection>> AcceptAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds) => await NowAsync(lab, await lab.Ec2Items(
            endpointIds,
            (ec2, ids, token) => ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = serviceId, VpcEndpointIds = ids }, token),
            response => response.Unsuccessful));

    /// <summary>Rejects connections to a service, available ones too, and reports an error for each that AWS refuses to reject.</summary>
    /// <returns>The rejected ones as they now are, in the order of the ids.</returns>
    public static async Task<IReadOnlyList<VpcEndpointConnection>> RejectAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds) => await NowAsync(lab, await RejectEachAsync(lab, serviceId, endpointIds));

    /// <summary>Rejects the connections that keep a service from being deleted.</summary>
    /// <returns>Whether none is left.</returns>
    internal static async Task<bool> RejectOpenAsync(LabOperation lab, string serviceId)
    {
        var open = await OpenAsync(lab, serviceId);
        return (await RejectEachAsync(lab, serviceId, [.. open.Select(connection => connection.VpcEndpointId)])).Count == open.Count;
    }

    /// <returns>The ids of the rejected ones.</returns>
    private static Task<IReadOnlyList<string>> RejectEachAsync(LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds) => lab.Ec2Items(
        endpointIds,
        (ec2, ids, token) => ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = serviceId, VpcEndpointIds = ids }, token),
        response => response.Unsuccessful);

    private static async Task<IReadOnlyList<VpcEndpointConnection>> NowAsync(LabOperation lab, IReadOnlyList<string> endpointIds)
    {
        if (endpointIds.Count == 0)
        {
            return [];
        }

        var now = (await FindAsync(lab, endpointIds)).ToDictionary(connection => connection.VpcEndpointId);
        return [.. endpointIds.Where(now.ContainsKey).Select(id => now[id])];
    }
}
