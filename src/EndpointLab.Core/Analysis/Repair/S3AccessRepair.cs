namespace EndpointLab;

/// <summary>What a repair did for a request to S3, and what came of it.</summary>
public sealed record S3AccessRepair
{
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required string SessionId { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>The request as it was.</summary>
    public required S3AccessTrace Before { get; init; }

    /// <summary>What was changed, in that order.</summary>
    public required Change[] Changes { get; init; }

    /// <summary>The other flows that were affected.</summary>
    public required RepairFlow[] Flows { get; init; }

    /// <summary>The request as it is now.</summary>
    public required S3AccessTrace After { get; init; }

    /// <summary>
    /// What still stops it, with what would help: no change of the account's configuration does, or none that is small enough.
    /// </summary>
    public TraceFinding[] NotMended => After.Blockers;

    /// <summary>What came of the real request, by the trace's own client; null where nothing was changed, or nobody can send it.</summary>
    public Probe? Probe { get; init; }

    /// <summary>Before and after in a line.</summary>
    public string Summary => Changes.Length == 0 ? $"{After.Verdict}, and nothing was changed"
        : $"{Before.Verdict} before, {After.Verdict} now{ProbeText}";

    /// <summary>What was done, what else it affected, and what is left, in lines.</summary>
    public string Story => string.Join('\n',
    [
        .. Changes.Select((change, index) => $"{index + 1}. {change}"),
        .. Flows.Select(flow => $"{flow.EffectText}: {flow}"),
        .. NotMended.Select(finding => $"Left: {finding}"),
    ]);

    public override string ToString() => $"{From} → {To}: {Summary}";

    private string ProbeText => Probe is null or { Result: ProbeResult.NotRun } ? ""
        : $"; the request itself: {Probe.Result}{(Probe is { Result: ProbeResult.Reachable, Via: { } via } ? $" via {via}" : "")}";
}
