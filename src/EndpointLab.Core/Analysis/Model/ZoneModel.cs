namespace EndpointLab.Analysis;

/// <summary>A private hosted zone, which alone decides what its names mean in a VPC.</summary>
/// <param name="Records">Null where they were not read.</param>
internal sealed record ZoneModel(string Id, string Name, string VpcId, IReadOnlyList<ZoneRecord>? Records)
{
    public bool Covers(string name) => IsUnder(name, Name);

    public static bool IsUnder(string name, string domain) => name == domain || name.EndsWith("." + domain, StringComparison.Ordinal);

    /// <summary>
    /// The records of a name: its own ones, or else those of the nearest asterisk above it ("Using an asterisk (*) in the names of hosted
    /// zones and records" in the Route 53 Developer Guide).
    /// </summary>
    public IReadOnlyList<ZoneRecord> Find(string name)
    {
        var records = Records ?? [];
        for (var wanted = name; IsUnder(wanted, Name);)
        {
            if (records.Where(record => record.Name == wanted).ToList() is { Count: > 0 } found)
            {
                return found;
            }

            var above = wanted.StartsWith("*.", StringComparison.Ordinal) ? wanted[2..] : wanted;
            wanted = $"*.{above[(above.IndexOf('.', StringComparison.Ordinal) + 1)..]}";
        }

        return [];
    }
}

/// <param name="Alias">The name whose records it stands for; null where it has values of its own.</param>
internal sealed record ZoneRecord(string Name, string Type, IReadOnlyList<string> Values, string? Alias);
