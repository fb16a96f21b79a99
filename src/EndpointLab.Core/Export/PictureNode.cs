namespace EndpointLab.Export;

/// <summary>In which column of a picture something stands: traffic leaves from left to right.</summary>
internal enum PictureColumn
{
    Subnets,
    Tables,
    Gateways,
    Outside,
}

/// <param name="Id">AWS's id, or a word for what has none.</param>
/// <param name="Kind">EC2's noun for it, in words.</param>
/// <param name="Lines">What there is to know of it at a glance.</param>
/// <param name="Parent">The id of what it lies in; null for nothing.</param>
internal sealed record PictureNode(
    string Id, string Kind, string Name, PictureColumn Column, IReadOnlyList<string> Lines, string? Parent = null)
{
    /// <summary>Whether it is a place, in which others lie.</summary>
    public bool IsPlace { get; init; }

    /// <summary>Whether there is no such thing, though something leads to it, or should.</summary>
    public bool IsMissing { get; init; }

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}

/// <summary>Where traffic goes on.</summary>
/// <param name="Label">For which destinations; empty for all.</param>
internal sealed record PictureLink(string From, string To, string Label);
