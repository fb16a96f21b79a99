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
}
