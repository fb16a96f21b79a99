namespace EndpointLab;

/// <summary>What configuration says of one request: whether it arrives, by what way, and all that stops it.</summary>
public abstract record Trace
{
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required string SessionId { get; init; }

    /// <summary>The instance, interface, subnet or address from which the request leaves.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public required int Port { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The way that is meant, hop by hop, up to the end even where something stops it.</summary>
    public required Hop[] Path { get; init; }

    /// <summary>All that failed, numbered; what stops the request first.</summary>
    public required TraceFinding[] Findings
    {
        get;
        init => field = [.. value.OrderBy(finding => finding.Effect is FindingEffect.Warns)
            .Select((finding, index) => finding with { Number = index + 1 })];
    }

    /// <summary>Every finding that stops the request, always or sometimes.</summary>
    public TraceFinding[] Blockers => [.. Findings.Where(finding => finding.Effect is not FindingEffect.Warns)];

    /// <summary>Every finding that stops nothing.</summary>
    public TraceFinding[] Warnings => [.. Findings.Where(finding => finding.Effect is FindingEffect.Warns)];

    /// <summary>The path in a line.</summary>
    public string Way => string.Join(" → ", Path.Select(
        hop => hop.Passes is true ? hop.Text : hop.Passes is false ? $"✗ {hop.Text}" : $"? {hop.Text}"));

    /// <summary>The endpoint, gateway or NAT gateway by which the request leaves the VPC as things are; <c>local</c> within it.</summary>
    public string? Via { get; init; }

    /// <summary>
    /// Where traffic would go without the endpoint, or goes instead of it, and what that costs or shows, in a sentence; null where there is
    /// none.
    /// </summary>
    public string? OtherPath { get; init; }

    /// <summary>What could not be read.</summary>
    public UnreadConfiguration[] Unread { get; init; } = [];

    /// <summary>What the verdict takes for granted since no configuration shows it.</summary>
    public string[] Assumptions { get; init; } = [];

    public sealed override string ToString() => $"{Verdict}: {From} → {To}";
}
