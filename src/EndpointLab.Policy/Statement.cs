using EndpointLab.Policy.Conditions;

namespace EndpointLab.Policy;

/// <summary>What a statement does with the requests it covers.</summary>
public enum Effect
{
    Deny,
    Allow,
}

/// <summary>One statement of a policy document.</summary>
public sealed record Statement
{
    /// <summary>The statement's position in its document, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The statement's JSON path in its document, such as <c>$.Statement[0]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The line of its document on which the statement begins; the first is 1.</summary>
    public required int Line { get; init; }

    /// <summary>The statement's own name, where it has one.</summary>
    public string? Sid { get; init; }

    public required Effect Effect { get; init; }

    /// <summary>Who the statement concerns; null in an identity policy.</summary>
    public Principal? Principal { get; init; }

    public required PatternSet Action { get; init; }

    public required PatternSet Resource { get; init; }

    /// <summary>All of these must hold.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>Why the statement doesn't cover a request, apart from whom it concerns; nothing where it covers it.</summary>
    internal IEnumerable<Mismatch> Mismatches(AuthorizationRequest request)
    {
        if (!Action.Matches(request.Action, request))
            yield return Mismatch.Of("Action", Action, request.Action);
        if (!Resource.Matches(request.Resource, request))
            yield return Mismatch.Of("Resource", Resource, request.Resource);
        foreach (var condition in Conditions.Where(condition => !condition.Holds(request)))
            yield return Mismatch.Of(condition, request[condition.Key]);
    }

    internal bool Covers(AuthorizationRequest request) =>
        Action.Matches(request.Action, request)
        && Resource.Matches(request.Resource, request)
        && Conditions.All(condition => condition.Holds(request));
}
