using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Sts;

/// <summary>One call of an STS action.</summary>
internal sealed record StsCall(Cloud Cloud, Caller Caller, QueryParameters Parameters, QueryAnswer Answer, AccessCheck Access);
