namespace EndpointLab.Policy;

/// <summary>What a policy is attached to, which decides what its statements must and must not hold.</summary>
public enum PolicyKind
{
    /// <summary>Attached to the caller; its statements name no principal.</summary>
    Identity,

    /// <summary>Sets the most that the caller's policies can give; it allows nothing by itself and names no principal.</summary>
    PermissionsBoundary,

    /// <summary>Attached to the resource, such as a bucket policy.</summary>
    Resource,

    /// <summary>
    /// Attached to a role, and says who may assume it. It must allow that whatever the caller's own policies say, and names no resource.
    /// </summary>
    Trust,

    /// <summary>Attached to a KMS key. It must allow whatever the caller's own policies say.</summary>
    Key,

    /// <summary>Attached to a gateway endpoint, where an account as principal stands for its root user only.</summary>
    GatewayEndpoint,

    /// <summary>Attached to an interface endpoint.</summary>
    InterfaceEndpoint,
}
