namespace EndpointLab.Analysis;

/// <summary>A name that a client looks up.</summary>
/// <param name="From">Where the client is.</param>
internal sealed record NameQuery(string Name, PathOrigin From)
{
    /// <summary>As DNS compares it.</summary>
    public string Name { get; } = Name.ToLowerInvariant().TrimEnd('.');

    /// <summary>The interface endpoint to which the name is meant to lead; null for whatever it leads to.</summary>
    public EndpointModel? Over { get; init; }

    /// <summary>Whether it is meant to have the public addresses that AWS gives it, as for a gateway endpoint.</summary>
    public bool IsMeantPublic { get; init; }

    /// <summary>The Region of the bucket in front of S3's global name; null where that is not known.</summary>
    public string? BucketRegion { get; init; }
}
