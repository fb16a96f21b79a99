namespace EndpointLab.Cmdlets.Arguments;

public sealed class EndpointReference(object value) : ResourceReference(ResourceKind.Endpoint, value)
{
    /// <summary>The id, of a text, of an endpoint, or of an endpoint's policy.</summary>
    /// <exception cref="LabException">The object is something else.</exception>
    internal string PolicyOwnerId => IsA(nameof(EndpointPolicy)) ? Id : OwnId;
}
