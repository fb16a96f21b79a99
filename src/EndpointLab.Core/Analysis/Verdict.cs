namespace EndpointLab;

/// <summary>What configuration says of a request, in a word.</summary>
public enum Verdict
{
    /// <summary>It arrives, and is allowed.</summary>
    Reachable,

    /// <summary>It depends on the address or port that a connection happens to get.</summary>
    Intermittent,

    /// <summary>The network stops it.</summary>
    Blocked,

    /// <summary>It arrives, and a policy refuses it.</summary>
    Denied,

    /// <summary>Nothing that could be read stops it, but not all could be read.</summary>
    Unknown,
}
