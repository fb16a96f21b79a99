namespace EndpointLab;

/// <summary>Why a request does not arrive, is refused, or arrives otherwise than it should.</summary>
public enum Cause
{
    // The client
    ClientRegion,
    GlobalName,
    AddressFamily,
    NoCredentials,
    StsUnreachable,
    StsGlobalName,
    AssumeRoleDenied,

    // Names
    DnsSupportOff,
    DnsHostnamesOff,
    CustomDns,
    PrivateZone,
    DnsFirewall,
    PrivateDnsOff,
    NoSuchName,

    // The network
    InstanceNotRunning,
    NothingAtAddress,
    SecurityGroupEgress,
    SecurityGroupIngress,
    NetworkAclOutbound,
    NetworkAclInbound,
    NoRoute,
    RouteOverridden,
    RouteBlackhole,
    NoReturnRoute,
    NoPublicAddress,
    NoInternetGateway,
    NatGatewayNotAvailable,
    BlockPublicAccess,
    EdgeToEdge,
    ApplianceAsymmetry,
    ApplianceLoop,

    // Endpoints
    NoEndpoint,
    EndpointInAnotherVpc,
    EndpointNotAvailable,
    NotOverEndpoint,

    // Authorization
    BucketInAnotherRegion,
    EndpointPolicy,
    IdentityPolicy,
    PermissionsBoundary,
    BucketPolicy,
    PublicAccessBlock,
    KeyPolicy,
    KeyDisabled,
    SystemRepositories,
}
