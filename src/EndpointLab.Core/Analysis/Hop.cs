namespace EndpointLab;

/// <summary>One step of a path, with the object that decides there.</summary>
/// <param name="ResourceId">The id, name or ARN of that object.</param>
/// <param name="Rule">
/// What of it decides: a route, a group rule's id, an ACL's rule number, a statement; null where the object as a whole does.
/// </param>
/// <param name="Text">The step in a few words.</param>
/// <param name="Passes">Whether the request goes on from here; null where that could not be read.</param>
public sealed record Hop(PathLayer Layer, string ResourceId, string? Rule, string Text, bool? Passes = true)
{
    public override string ToString() => Text;
}
