namespace EndpointLab.Analysis;

/// <summary>Addresses of one family: where a connection may lead.</summary>
internal sealed record AddressSet(RangeSet Ranges, bool IsIpv6)
{
    public static AddressSet Of(IpAddress address) => new(RangeSet.Of(address), address.IsIpv6);

    /// <summary>The addresses of those of the blocks that are of the family.</summary>
    public static AddressSet Of(IEnumerable<Cidr> blocks, bool isIpv6) => new(RangeSet.Of(blocks, isIpv6), isIpv6);

    public bool IsEmpty => Ranges.IsEmpty;

    /// <summary>The only address, where there is just one.</summary>
    public IpAddress? Only => Ranges.Only is { } value ? new(value, IsIpv6) : null;

    public AddressSet With(RangeSet ranges) => this with { Ranges = ranges };

    public IEnumerable<Cidr> Blocks => Ranges.ToBlocks(IsIpv6);

    /// <summary>An address, or a few blocks and how many more there are.</summary>
    public override string ToString()
    {
        const int most = 3;
        if (Only is { } address)
        {
            return $"{address}";
        }

        var blocks = Blocks.ToList();
        return blocks.Count <= most
            ? string.Join(", ", blocks)
            : $"{string.Join(", ", blocks.Take(most - 1))} and {blocks.Count - most + 1} more";
    }
}
