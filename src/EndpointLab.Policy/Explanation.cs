namespace EndpointLab.Policy;

/// <summary>A decision, and what each statement of each policy had to do with it.</summary>
public sealed record Explanation(Decision Decision, IReadOnlyList<StatementReading> Statements)
{
    /// <summary>The statement that decided, with its policy; null where none did.</summary>
    public StatementReading? Deciding => Statements.FirstOrDefault(reading => ReferenceEquals(reading.Statement, Decision.Statement));
}

/// <summary>What one statement has to do with a request.</summary>
/// <param name="Policy">The policy that holds the statement.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Mismatches">Every reason for which it doesn't apply to the request; none where it applies.</param>
public sealed record StatementReading(PolicyDocument Policy, Statement Statement, IReadOnlyList<Mismatch> Mismatches)
{
    /// <summary>Whether the statement applies to the request.</summary>
    public bool Applies => Mismatches.Count == 0;
}
