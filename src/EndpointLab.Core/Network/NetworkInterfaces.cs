using EndpointLab.Analysis;

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

    /// <summary>The one that has an address; null for that of a host on the internet.</summary>
    /// <exception cref="LabException">Several have it, or nobody has, and no host on the internet can.</exception>
    internal static async Task<NetworkInterface?> OwnerOfAsync(LabOperation lab, IpAddress address)
    {
        var filter = address.IsIpv6 ? "ipv6-addresses.ipv6-address" : "addresses.private-ip-address";
        return await GetAsync(lab, ResourceQuery.Where(filter, $"{address}")) switch
        {
            [var one] => one,
            [] when AmazonAddresses.PrivateOf(address.IsIpv6).Contains(address.Value) => throw new LabException(
                ErrorId.ResourceNotFound,
                $"No network interface has the address {address}.",
                "Get-LabNetworkInterface shows the addresses there are.",
                $"{address}"),
            [] => null,
            var several => throw new LabException(
                ErrorId.InvalidArgument,
                $"{several.Count} network interfaces have the address {address}.",
                $"Name one of them: {string.Join(", ", several.Select(one => one.NetworkInterfaceId))}.",
                $"{address}"),
        };
    }

    /// <summary>Those of a VPC endpoint, one in each of its subnets, that match everything else that is given.</summary>
    public static async Task<IReadOnlyList<NetworkInterface>> OfEndpointAsync(LabOperation lab, string endpointId, ResourceQuery query)
    {
        var ids = (await VpcEndpoints.GetAsync(lab, endpointId)).NetworkInterfaceIds;
        return ids.Length == 0
            ? []
            : await GetAsync(
                lab, query with { Filters = new Dictionary<string, string[]>(query.Filters) { ["network-interface-id"] = ids } });
    }
}
