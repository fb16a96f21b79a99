namespace EndpointLab;

/// <summary>What a notification can tell of (CreateVpcEndpointConnectionNotification's <c>ConnectionEvents</c>).</summary>
public enum ConnectionEvent
{
    /// <summary>The provider, or AWS for it, has accepted a connection.</summary>
    Accept,

    /// <summary>A consumer has made an endpoint.</summary>
    Connect,

    /// <summary>A consumer has deleted an endpoint.</summary>
    Delete,

    /// <summary>The provider has rejected a connection.</summary>
    Reject,
}
