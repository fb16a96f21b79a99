namespace EndpointLab.Analysis;

/// <summary>A check that stops connections, all of a request's or some.</summary>
/// <param name="Stops">Which ones.</param>
/// <param name="Explain">Puts it into words, which costs more than to find it.</param>
internal sealed record Obstacle(
    Cause Cause, PathLayer Layer, string ResourceId, string? Rule, IReadOnlyList<FlowBox> Stops, Func<Explanation> Explain);

/// <summary>Why a check stops a connection, and what can be done.</summary>
/// <param name="Source">The page of AWS's documentation that says so.</param>
/// <param name="Advice">Null where the changes say it all.</param>
internal sealed record Explanation(string Reason, string Source, string? Advice, params IReadOnlyList<Change> Fix)
{
    public string Advice { get; } = Advice ?? Change.InWords(Fix);
}
