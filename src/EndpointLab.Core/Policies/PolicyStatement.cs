using EndpointLab.Policy;

namespace EndpointLab;

/// <summary>One statement of a policy, held against a request.</summary>
public sealed record PolicyStatement
{
    public string Policy { get; }

    /// <summary>The statement's Sid, or its JSON path where it has none.</summary>
    public string Statement { get; }

    public int Line { get; }

    public Effect Effect { get; }

    /// <summary>Whether it applies to the request.</summary>
    public bool Applies { get; }

    /// <summary>Every reason for which it doesn't.</summary>
    public string[] Reasons { get; }

    internal PolicyStatement(StatementReading reading)
    {
        Policy = reading.Policy.Name!;
        Statement = NameOf(reading.Statement);
        Line = reading.Statement.Line;
        Effect = reading.Statement.Effect;
        Applies = reading.Applies;
        Reasons = [.. reading.Mismatches.Select(mismatch => mismatch.Reason)];
    }

    internal static string NameOf(Statement statement) => statement.Sid ?? statement.Path;
}
