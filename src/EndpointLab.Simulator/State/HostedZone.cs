namespace EndpointLab.Simulator.State;

/// <summary>
/// A private hosted zone of Route 53: what the names under its own mean in the VPCs with which it is associated. Names are in small letters
/// and without the dot at their end.
/// </summary>
internal sealed class HostedZone(string id, string accountId, string name, string callerReference) : ITagged
{
    public string Id => id;

    public string AccountId => accountId;

    public string Name => name;

    public string CallerReference => callerReference;

    public required string? Comment { get; set; }

    public required List<ZoneVpc> Vpcs { get; init; }

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>The records, in the order in which Route 53 lists them: by their names' labels from the last to the first.</summary>
    public SortedDictionary<(string Name, string Type), RecordSet> Records { get; } = new(ByLabels)
    {
        [(name, "NS")] = new(name, "NS", 172800, NameServers.Select(server => server + '.').ToList(), Alias: null),
        [(name, "SOA")] = new(
            name, "SOA", 900, [$"{NameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"], Alias: null),
    };

    public static Comparer<(string Name, string Type)> ByLabels { get; } = Comparer<(string Name, string Type)>.Create((left, right) =>
        string.CompareOrdinal(Reverse(left.Name), Reverse(right.Name)) is not 0 and var order
            ? order
            : string.CompareOrdinal(left.Type, right.Type));

    /// <summary>Those that every private zone names.</summary>
    private static string[] NameServers =>
        ["ns-0.awsdns-00.com", "ns-512.awsdns-00.net", "ns-1024.awsdns-00.org", "ns-1536.awsdns-00.co.uk"];

    /// <summary>Whether a name is the zone's own, or one under it.</summary>
    public bool Covers(string other) => IsUnder(other, name);

    public static bool IsUnder(string name, string parent) =>
        name.EndsWith(parent, StringComparison.Ordinal) && (name.Length == parent.Length || name[^(parent.Length + 1)] is '.');

    /// <summary>The records of a name: its own, or else those of the closest asterisk above it.</summary>
    public IReadOnlyList<RecordSet> Find(string asked)
    {
        var found = OfName(asked);
        for (var at = asked; found.Count == 0 && at.Length > name.Length; found = OfName($"*.{at}"))
            at = at[(at.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return found;
    }

    private List<RecordSet> OfName(string exact) => [.. Records.Values.Where(record => record.Name == exact)];

    private static string Reverse(string text) => string.Join('.', Enumerable.Reverse(text.Split('.')));
}

/// <summary>A VPC with which a zone is associated.</summary>
internal sealed record ZoneVpc(string Region, string VpcId);

/// <summary>The records of one name and type.</summary>
/// <param name="Ttl">In seconds; null for an alias.</param>
/// <param name="Alias">The name whose records these stand for; null where they have values of their own.</param>
internal sealed record RecordSet(string Name, string Type, long? Ttl, IReadOnlyList<string> Values, RecordAlias? Alias);

/// <param name="HostedZoneId">The zone that has the name.</param>
internal sealed record RecordAlias(string HostedZoneId, string DnsName, bool EvaluateTargetHealth);
