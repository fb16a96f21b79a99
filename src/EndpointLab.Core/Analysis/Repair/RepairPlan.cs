namespace EndpointLab;

/// <summary>What would mend a request to S3, found on paper.</summary>
public sealed record RepairPlan
{
    // Longer lists belong in the object, not in a question.
    private const int MostFlows = 10;

    /// <summary>The request as things are.</summary>
    public required S3AccessTrace Trace { get; init; }

    /// <summary>The smallest changes that mend what configuration can mend, in the order in which they are made.</summary>
    public required Change[] Changes { get; init; }

    /// <summary>The flows that the changes affect beside the request's.</summary>
    public required RepairFlow[] Flows { get; init; }

    /// <summary>Whether the network is too large for all of them to be known.</summary>
    public bool IsPartial { get; init; }

    public required S3AccessQuery Query { get; init; }

    public RepairFlow[] Breaking => [.. Flows.Where(flow => flow.Effect is FlowEffect.Breaks)];

    /// <summary>The plan in lines: the changes with their cautions, and the flows that they affect.</summary>
    public string Text => string.Join('\n', Lines());

    /// <summary>Why the plan isn't carried out by itself.</summary>
    public LabException Refusal() => new(
        ErrorId.WouldBreakFlows,
        $"Nothing is changed, since flows would break that work today: {string.Join(' ', Breaking.Select(flow => $"{flow}"))}",
        "Give those another way first. -WhatIf shows the whole plan, and -AllowBreakingChange carries it out.",
        Trace.From);

    private IEnumerable<string> Lines()
    {
        yield return $"Mend the way from {Trace.From} to {Trace.To}, which is {Trace.Verdict}:";
        for (var number = 1; number <= Changes.Length; number++)
        {
            yield return $"  {number}. {Changes[number - 1]}";
            if (Changes[number - 1].Caution is { } caution)
            {
                yield return $"     {caution}";
            }
        }

        foreach (var flow in Flows.Take(MostFlows))
        {
            yield return $"  {flow.EffectText}: {flow}";
        }

        if (Flows.Length > MostFlows)
        {
            yield return $"  And {Flows.Length - MostFlows} more flows.";
        }

        if (Breaking.Length > 0)
        {
            yield return "  Since flows break, it takes -AllowBreakingChange.";
        }

        if (IsPartial)
        {
            yield return "  The network is too large for all pairs of interfaces to be compared: some flows may not be listed.";
        }
    }
}
