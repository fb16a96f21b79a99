namespace EndpointLab.Analysis;

/// <summary>What the records of a name hold.</summary>
internal sealed record NameMeaning(AddressSet Ipv4, AddressSet Ipv6)
{
    public static readonly NameMeaning Nothing = new(new(RangeSet.Empty, IsIpv6: false), new(RangeSet.Empty, IsIpv6: true));

    /// <summary>The interface endpoint whose addresses those are.</summary>
    public EndpointModel? Endpoint { get; init; }

    /// <summary>What is taken for granted about them.</summary>
    public string? Assumption { get; init; }

    public bool IsEmpty => Ipv4.IsEmpty && Ipv6.IsEmpty;

    public bool IsPartOf(NameMeaning other) =>
        Ipv4.Ranges.IsSubsetOf(other.Ipv4.Ranges) && Ipv6.Ranges.IsSubsetOf(other.Ipv6.Ranges);

    public static NameMeaning Of(IEnumerable<IpAddress> addresses)
    {
        var families = addresses.Distinct().ToLookup(address => address.IsIpv6, address => (address.Value, address.Value));
        return new(new(RangeSet.Of(families[false]), IsIpv6: false), new(RangeSet.Of(families[true]), IsIpv6: true));
    }
}
