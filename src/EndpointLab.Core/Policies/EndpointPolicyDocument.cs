using EndpointLab.Policy;

namespace EndpointLab;

/// <summary>A policy that is no endpoint's yet.</summary>
public sealed record EndpointPolicyDocument
{
    /// <summary>The JSON text.</summary>
    public string PolicyDocument { get; }

    /// <exception cref="LabException">It limits nothing, or is too long.</exception>
    public EndpointPolicyDocument(CommonPolicy policy) =>
        PolicyDocument = EndpointPolicies.Require(policy.ToJson() ?? throw new LabException(
            ErrorId.InvalidArgument,
            "Nothing says what the policy is to let through.",
            "Say what to limit the endpoint to, or use Reset-EndpointPolicy to let everything through."));

    public override string ToString() => PolicyDocument;
}
