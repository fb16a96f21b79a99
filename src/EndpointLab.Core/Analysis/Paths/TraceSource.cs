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

        if (!IpAddress.TryParse(from, out var address))
        {
            throw TracePlace.NoPlace(from, "Name an instance, a network interface, a subnet, an address or internet.");
        }

        return await NetworkInterfaces.OwnerOfAsync(lab, address) is { } owner ? new(TracePlace.Of(owner), null) : new(null, address);
    }
}
