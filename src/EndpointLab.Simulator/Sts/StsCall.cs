using EndpointLab.Simulator.Ec2;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Sts;

/// <summary>One call of an STS action.</summary>
internal sealed record StsCall(Cloud Cloud, Caller Caller, Ec2Parameters Parameters, QueryAnswer Answer, AccessCheck Access);
