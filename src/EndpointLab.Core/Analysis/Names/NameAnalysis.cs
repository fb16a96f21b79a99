namespace EndpointLab.Analysis;

/// <summary>What configuration says of the addresses that a client gets for a name.</summary>
/// <param name="Ipv4">All that its A records may hold.</param>
/// <param name="Ipv6">All that its AAAA records may hold, those included that DNS64 makes up.</param>
internal sealed record NameAnalysis(string Name, AddressSet Ipv4, AddressSet Ipv6)
{
    /// <summary>Where the client connects to: IPv6 if it has that itself (RFC 6724). Empty where the name has no address.</summary>
    public required AddressSet Chosen { get; init; }

    /// <summary>The interface endpoint whose addresses those are; null for public ones and instances'.</summary>
    public EndpointModel? Endpoint { get; init; }

    /// <summary>Whether the name gets an answer, and which: Blocked where it gets none.</summary>
    public required Verdict Verdict { get; init; }

    public IReadOnlyList<Hop> Path { get; init; } = [];

    public IReadOnlyList<TraceFinding> Findings { get; init; } = [];

    public IReadOnlyList<UnreadConfiguration> Unread { get; init; } = [];

    public IReadOnlyList<string> Assumptions { get; init; } = [];
}
