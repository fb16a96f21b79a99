namespace EndpointLab.Policy.Linting;

/// <summary>What a policy is looked through for.</summary>
public enum PolicyRule
{
    /// <summary>The text is no policy of its kind.</summary>
    Malformed,

    /// <summary>The policy is longer than AWS stores.</summary>
    TooLong,

    /// <summary>A policy that must allow has no statement with the Effect Allow.</summary>
    NoAllow,

    /// <summary>Policy variables in a document whose Version has none.</summary>
    VariablesNeedVersion,

    /// <summary>The service has no such action.</summary>
    UnknownAction,

    /// <summary>None of the statement's resources is one that the action is about.</summary>
    ResourceNeverMatches,

    /// <summary>AWS has no such condition key, or none of the statement's actions has it.</summary>
    UnknownConditionKey,

    /// <summary>No caller is the principal.</summary>
    PrincipalNeverMatches,

    /// <summary>A principal other than * in a gateway endpoint's policy.</summary>
    GatewayPrincipal,

    /// <summary>NotPrincipal reaches others than was likely meant.</summary>
    NotPrincipal,

    /// <summary>A Deny by endpoint or VPC that also shuts out those who administer the bucket.</summary>
    EndpointLockout,

    /// <summary>A condition on the public source address, which requests over an endpoint don't have.</summary>
    SourceIpOverEndpoint,

    /// <summary>A wildcard with too few characters beside it for an endpoint's policy.</summary>
    ShortWildcard,

    /// <summary>An ARN whose account is partly a wildcard, in an endpoint's policy.</summary>
    AccountWildcard,
}
