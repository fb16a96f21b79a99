namespace EndpointLab.Analysis;

/// <summary>Where a traced request leaves: one of the two.</summary>
/// <param name="Address">On the internet.</param>
internal sealed record TraceSource(TracePlace? Place, IpAddress? Address)
{
    public PathOrigin In(NetworkModel model) => Place?.In(model) ?? PathOrigin.OnInternet(Address!.Value);

    /// <exception cref="LabException">There is no such thing, or nothing can be sent from it.</exception>
    public static async Task<TraceSource> FindAsync(LabOperation lab, string from)
    {
        if (await TracePlace.TryFindAsync(lab, from) is { } place)
        {
            return new(place, null);
        }

        if (from.Equals(EndpointLab.Place.Internet, StringComparison.OrdinalIgnoreCase))
        {
            return new(null, IpAddress.Parse(EndpointLab.Place.InternetHost));
        }

        return IpAddress.TryParse(from, out var address) ? await OfAsync(lab, address) : throw new LabException(
            ErrorId.InvalidArgument,
            $"No request can be traced from '{from}'.",
            "Name an instance, a network interface, a subnet, an address or internet.",
            from);
    }

    /// <summary>The interface that has the address, or a host on the internet.</summary>
    private static async Task<TraceSource> OfAsync(LabOperation lab, IpAddress address)
    {
        var filter = address.IsIpv6 ? "ipv6-addresses.ipv6-address" : "addresses.private-ip-address";
        return await NetworkInterfaces.GetAsync(lab, ResourceQuery.Where(filter, $"{address}")) switch
        {
            [var one] => new(TracePlace.Of(one), null),
            [] when AmazonAddresses.PrivateOf(address.IsIpv6).Contains(address.Value) => throw new LabException(
                ErrorId.ResourceNotFound,
                $"No network interface has the address {address}.",
                "Get-LabNetworkInterface shows the addresses there are.",
                $"{address}"),
            [] => new(null, address),
            var several => throw new LabException(
                ErrorId.InvalidArgument,
                $"{several.Count} network interfaces have the address {address}.",
                $"Name one of them: {string.Join(", ", several.Select(one => one.NetworkInterfaceId))}.",
                $"{address}"),
        };
    }
}
