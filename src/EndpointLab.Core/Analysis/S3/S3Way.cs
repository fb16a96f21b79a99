namespace EndpointLab.Analysis;

/// <summary>The way of a request to S3.</summary>
internal sealed record S3Way
{
    public required IReadOnlyList<Hop> Path { get; init; }

    public required IReadOnlyList<TraceFinding> Findings { get; init; }

    /// <summary>By what it leaves the VPC as things are; null where nothing leads on.</summary>
    public string? Via { get; init; }

    /// <summary>The endpoint that it is judged to pass; null where it goes to S3 by another way.</summary>
    public EndpointModel? Endpoint { get; init; }

    /// <summary>The endpoint that the VPC has and the request doesn't pass; null for none.</summary>
    public EndpointModel? Missed { get; init; }

    /// <summary>Whether that endpoint is only to be made.</summary>
    public bool IsSupposed { get; init; }

    /// <summary>The condition keys that it gives a request.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> ConditionKeys { get; init; } = [];

    /// <summary>Those whose values nobody knows yet.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];

    /// <summary>Where traffic to S3 goes without the endpoint, or instead of it, and what that means.</summary>
    public string? OtherPath { get; init; }

    public IReadOnlyList<UnreadConfiguration> Unread { get; init; } = [];

    public IReadOnlyList<string> Assumptions { get; init; } = [];

    public bool IsUnknown { get; init; }
}
