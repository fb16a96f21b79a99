namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// The names of endpoints. Those of an endpoint's own are public, though their addresses are private; a service's own name leads to an
/// endpoint only in the endpoint's VPC, and only where it has private DNS.
/// </summary>
internal sealed class EndpointNames(Cloud cloud)
{
    /// <summary>
    /// What the records of an endpoint's own name say: the address in the zone of the subnet first. Null for any other name.
    /// </summary>
    /// <param name="subnet">The subnet in which it is asked for; null outside.</param>
    public IEnumerable<Address>? Find(string name, Subnet? subnet)
    {
        foreach (var endpoint in cloud.Regions.SelectMany(region => region.VpcEndpoints).Where(endpoint => !endpoint.IsDeleted))
        {
            if (endpoint.DnsEntries.FirstOrDefault(entry => !entry.IsPrivate && entry.IsFor(name)) is { } entry)
                return Addresses(endpoint, entry, subnet);
        }

        return null;
    }

    /// <summary>
    /// The endpoint in the subnet's VPC that has the name's domain for its own, that domain, and what the name's records say there: in it
    /// is no name but those of the service ("Manage DNS names for VPC endpoint services" in the PrivateLink guide). Null for other names.
    /// </summary>
    public static (VpcEndpoint Endpoint, string Domain, IEnumerable<Address> Addresses)? FindPrivate(
        string name, RegionState region, Subnet subnet)
    {
        foreach (var endpoint in region.VpcEndpointsOf(subnet.Vpc).Where(endpoint => endpoint.AnswersPrivateNames))
        {
            if (endpoint.PrivateDomains.FirstOrDefault(domain => HostedZone.IsUnder(name, domain)) is { } domain)
            {
                var entry = endpoint.DnsEntries.FirstOrDefault(entry => entry.IsPrivate && entry.IsFor(name));
                return (endpoint, domain, entry is null ? [] : Addresses(endpoint, entry, subnet));
            }
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
