namespace EndpointLab;

/// <summary>A change of one statement of a policy.</summary>
public abstract record PolicyChange(PolicyEdit Edit) : Change
{
    /// <summary>Whether both are about the same document.</summary>
    internal bool IsOfSamePolicy(PolicyChange other) => this with { Edit = other.Edit } == other;
}
