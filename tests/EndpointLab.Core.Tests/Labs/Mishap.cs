namespace EndpointLab.Core.Tests.Labs;

/// <summary>What may go wrong with a call.</summary>
public enum Mishap
{
    Throttled,
    InternalError,
    ConnectionReset,
    AnswerLost,

    /// <summary>The process ends before the call is sent, and nothing of it goes on.</summary>
    Killed,

    KilledAfterTheChange,

    /// <summary>The network is gone from this call on.</summary>
    NetworkLost,
}
