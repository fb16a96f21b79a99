namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A connection to a service, by its endpoint's id, as a connection, or as the endpoint.</summary>
public sealed class ConnectionReference(object value) : ResourceReference(ResourceKind.Connection, value)
{
    /// <summary>
    /// The connection, which is the provider's; null for the endpoint, which is the consumer's and so in another account.
    /// </summary>
    internal ConnectionReference? OfProvider => IsA(Kind.Noun) ? this : null;
}
