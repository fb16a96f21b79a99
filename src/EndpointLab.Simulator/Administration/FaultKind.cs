namespace EndpointLab.Simulator.Administration;

/// <summary>What may befall a call.</summary>
internal enum FaultKind
{
    /// <summary>It is refused, as one of too many.</summary>
    Throttle,

    /// <summary>It is refused, by an error inside the service.</summary>
    InternalError,

    /// <summary>It is refused, as the service is not available.</summary>
    ServiceUnavailable,

    /// <summary>It is refused, as the caller may not make it.</summary>
    AccessDenied,

    /// <summary>The connection breaks off before anything is changed.</summary>
    Reset,

    /// <summary>The call is made, but the connection breaks off before the answer.</summary>
    LostAnswer,

    /// <summary>The call waits before it is made.</summary>
    Delay,

    /// <summary>The call doesn't see yet what was just created, as AWS is eventually consistent.</summary>
    NotFound,

    /// <summary>The endpoint that the call creates becomes failed instead of available.</summary>
    Failed,
}
