namespace EndpointLab.Analysis;

/// <summary>What configuration says of the network's part of a request.</summary>
internal sealed record PathAnalysis
{
    public required Verdict Verdict { get; init; }

    /// <summary>The way, hop by hop; where its destinations take several, that of most of them.</summary>
    public required IReadOnlyList<Hop> Path { get; init; }

    public required IReadOnlyList<TraceFinding> Findings { get; init; }

    /// <summary>What it leaves the VPC by as things are, as in <see cref="Trace.Via"/>: of most destinations, if they differ.</summary>
    public string? Via { get; init; }

    /// <summary>All that it leaves the VPC by.</summary>
    public IReadOnlyList<string> AllVia { get; init; } = [];

    /// <summary>What could not be read and matters to this request.</summary>
    public IReadOnlyList<UnreadConfiguration> Unread { get; init; } = [];

    public IReadOnlyList<string> Assumptions { get; init; } = [];
}
