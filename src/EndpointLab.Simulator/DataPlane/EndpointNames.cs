namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// The names of endpoints. Those of an endpoint's own are public, though their addresses are private; a service's own name leads to an
/// endpoint only in the endpoint's VPC, and only where it has private DNS.
/// </summary>
internal sealed class EndpointNames(Cloud cloud)
{
    /// <summary>
    /// What the records of a name say that leads to an endpoint: the address in the zone of the subnet first. Null for any other name.
    /// </summary>
    /// <param name="subnet">The subnet in which it is asked for; null outside.</param>
    public IEnumerable<Address>? Find(string name, Subnet? subnet)
    {
        var endpoints = cloud.Regions.SelectMany(region => region.VpcEndpoints).Where(endpoint => !endpoint.IsDeleted);
        foreach (var endpoint in endpoints)
        {
            var isWithin = endpoint.Vpc == subnet?.Vpc && endpoint.AnswersPrivateNames;
            if (endpoint.DnsEntries.FirstOrDefault(entry => entry.IsFor(name) && (isWithin || !entry.IsPrivate)) is { } entry)
                return Addresses(endpoint, entry, subnet);
        }

        return null;
    }

    private static IEnumerable<Address> Addresses(VpcEndpoint endpoint, EndpointDnsEntry entry, Subnet? subnet) =>
        from one in endpoint.NetworkInterfaces
        where entry.Zone is null || entry.Zone == one.Subnet.Zone
        orderby one.Subnet.Zone == subnet?.Zone descending
        from address in one.Addresses
        where endpoint.DnsOptions?.HasRecord(address) != false
        select address;
}
