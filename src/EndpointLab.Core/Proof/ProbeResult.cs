namespace EndpointLab;

/// <summary>What became of a request that a probe sent.</summary>
public enum ProbeResult
{
    /// <summary>Nobody was there to send it. Proves nothing.</summary>
    NotRun,

    /// <summary>It arrived and was answered.</summary>
    Reachable,

    /// <summary>Something on the way dropped it.</summary>
    Blocked,

    /// <summary>It arrived and was refused by a policy.</summary>
    Denied,
}
