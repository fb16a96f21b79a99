namespace EndpointLab;

/// <summary>Where a session's calls go.</summary>
public enum SessionKind
{
    /// <summary>The embedded simulator, in this process.</summary>
    Simulated,

    /// <summary>A server that speaks AWS's protocols at a URL of the user's.</summary>
    EndpointUrl,

    /// <summary>AWS itself.</summary>
    Aws,
}
