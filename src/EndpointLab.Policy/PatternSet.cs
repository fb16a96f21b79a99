namespace EndpointLab.Policy;

/// <summary>The value of <c>Action</c> or <c>Resource</c>, or of <c>NotAction</c> or <c>NotResource</c>.</summary>
/// <param name="Excluded">True for the <c>Not…</c> element, which covers whatever matches none of the patterns.</param>
public sealed record PatternSet(bool Excluded, IReadOnlyList<Pattern> Patterns)
{
    internal bool Matches(string value, AuthorizationRequest request) =>
        Patterns.Any(pattern => pattern.Matches(value, request)) != Excluded;
}
