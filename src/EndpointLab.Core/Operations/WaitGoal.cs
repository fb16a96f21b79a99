namespace EndpointLab;

/// <summary>What a wait is for, and how to tell how far a resource is.</summary>
/// <param name="State">The state waited for, in AWS's spelling; compared without case.</param>
/// <param name="Look">Reads those of the ids that exist; one that is gone must not fail the call, so use a filter.</param>
/// <param name="StateOf">The state that a resource is in.</param>
internal sealed record WaitGoal<T>(
    string State, Func<LabOperation, IReadOnlyList<string>, Task<IReadOnlyList<T>>> Look, Func<T, string> StateOf)
    where T : LabResource
{
    /// <summary>Why a resource in its present state can never reach the goal; null while it can.</summary>
    public Func<T, LabException?> Impossible { get; init; } = _ => null;

    /// <summary>How a resource is shown that AWS no longer knows; null where going doesn't reach the goal.</summary>
    public Func<T, T>? AsGone { get; init; }

    public bool IsReachedBy(T resource) => string.Equals(StateOf(resource), State, StringComparison.OrdinalIgnoreCase);
}
