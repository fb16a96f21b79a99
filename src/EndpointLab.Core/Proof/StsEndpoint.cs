namespace EndpointLab;

/// <summary>Which of STS's endpoints a client asks, as the SDKs' setting sts_regional_endpoints says.</summary>
public enum StsEndpoint
{
    /// <summary>The one of the client's Region.</summary>
    Regional,

    /// <summary>The global one, sts.amazonaws.com.</summary>
    Legacy,
}
