namespace EndpointLab;

/// <summary>What configuration says of a request to S3: whether it arrives and is allowed, by what way, and all that stops it.</summary>
public sealed record S3AccessTrace : Trace
{
    public string? Bucket { get; init; }

    public string? Key { get; init; }

    public required S3Action Action { get; init; }

    /// <summary>Who calls: an ARN, or anonymous. Null where nobody does.</summary>
    public string? Principal { get; init; }

    /// <summary>The endpoint that the request passes, or is to pass; null for none.</summary>
    public string? VpcEndpointId { get; init; }

    /// <summary>As whom the request was asked to be sent, as <see cref="S3AccessQuery.Principal"/>.</summary>
    public string? AskedPrincipal { get; init; }

    /// <summary>The endpoint that was asked for; null for whichever there is.</summary>
    public string? AskedEndpointId { get; init; }

    /// <summary>The Region that the client is set to.</summary>
    public required string ClientRegion { get; init; }

    public bool UseDualStack { get; init; }

    public StsEndpoint StsEndpoint { get; init; }
}
