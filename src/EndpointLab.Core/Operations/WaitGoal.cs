namespace EndpointLab;

/// <summary>What a wait is for, and how to tell how far a resource is.</summary>
/// <param name="States">The states waited for, of which one is enough, in AWS's spelling; compared without case.</param>
/// <param name="Look">Reads those of the ids that exist; one that is gone must not fail the call.</param>
/// <param name="StateOf">The state that a resource is in.</param>
internal sealed record WaitGoal<T>(
    IReadOnlyList<string> States, Func<LabOperation, IReadOnlyList<string>, Task<IReadOnlyList<T>>> Look, Func<T, string> StateOf)
    where T : LabResource
{
    /// <summary>Why a resource in its present state can never reach the goal; null while it can.</summary>
    public Func<T, LabException?> Impossible { get; init; } = _ => null;

    /// <summary>How a resource is shown that AWS no longer knows; null where going doesn't reach the goal.</summary>
    public Func<T, T>? AsGone { get; init; }

    public bool IsReachedBy(T resource) => States.Contains(StateOf(resource), StringComparer.OrdinalIgnoreCase);

    public override string ToString() => string.Join(" or ", States);
}
