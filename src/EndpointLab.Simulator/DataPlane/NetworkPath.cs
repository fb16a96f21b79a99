namespace EndpointLab.Simulator.DataPlane;

/// <summary>The way of one TCP connection, as far as it came.</summary>
/// <param name="Hops">What it passed, in order.</param>
internal sealed record NetworkPath(IReadOnlyList<string> Hops)
{
    /// <summary>The address that the name resolved to; null where it did not.</summary>
    public Address? Address { get; init; }

    /// <summary>
    /// The gateway, NAT gateway or endpoint through which the VPC is left or entered; <c>local</c> within it, null outside.
    /// </summary>
    public string? Via { get; init; }

    /// <summary>The first thing that stops it, resource and rule; null where the connection is made.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>The address the connection comes from, as its other end sees it.</summary>
    public Address SeenAs { get; init; }

    /// <summary>The endpoint through which it reaches a service; null where there is none.</summary>
    public VpcEndpoint? Endpoint { get; init; }
}
