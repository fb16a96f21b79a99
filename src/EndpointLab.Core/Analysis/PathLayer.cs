namespace EndpointLab;

/// <summary>What decides at a step of a path.</summary>
public enum PathLayer
{
    /// <summary>The settings of the client: Region, host name, credentials.</summary>
    Client,
    Name,
    Interface,
    Subnet,
    SecurityGroup,
    NetworkAcl,
    Route,
    Gateway,
    Endpoint,
    EndpointPolicy,
    IdentityPolicy,
    PermissionsBoundary,
    BucketPolicy,
    Key,
    Bucket,
}
