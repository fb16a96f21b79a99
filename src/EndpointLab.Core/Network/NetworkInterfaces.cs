namespace EndpointLab;

/// <summary>Finds network interfaces.</summary>
public static class NetworkInterfaces
{
    public static async Task<IReadOnlyList<NetworkInterface>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var found = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeNetworkInterfacesAsync(
                new() { NetworkInterfaceIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.NetworkInterfaces,
            response => response.NextToken);
        return [.. found.Select(one => new NetworkInterface(lab.Session, one))];
    }

    /// <summary>Those of a VPC endpoint, one in each of its subnets, that match everything else that is given.</summary>
    public static async Task<IReadOnlyList<NetworkInterface>> OfEndpointAsync(LabOperation lab, string endpointId, ResourceQuery query)
    {
        var ids = (await VpcEndpoints.GetAsync(lab, endpointId)).NetworkInterfaceIds;
        return ids.Length == 0
            ? []
            : await GetAsync(lab, query with { Filters = new Dictionary<string, string[]>(query.Filters) { ["network-interface-id"] = ids } });
    }
}
