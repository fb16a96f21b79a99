using EndpointLab.Policy;

namespace EndpointLab;

/// <summary>Reads and changes endpoint policies. On AWS a change takes minutes to come into force.</summary>
public static class EndpointPolicies
{
    private const int LongestDocument = 20_480;

    /// <summary>The document, when AWS would take it as an endpoint's policy.</summary>
    /// <exception cref="LabException">It is not JSON, not a policy, or longer than the 20,480 characters of the endpoint policy quota.</exception>
    public static string Require(string document)
    {
        if (document.Length > LongestDocument)
        {
            throw new LabException(
                ErrorId.InvalidPolicyDocument,
                $"The policy has {document.Length} characters, white space included; an endpoint's may have {LongestDocument}.",
                "Leave out white space, or join statements with wildcards.");
        }

        try
        {
            PolicyDocument.Parse(document, PolicyKind.GatewayEndpoint);
            return document;
        }
        catch (PolicyFormatException error)
        {
            throw new LabException(
                ErrorId.InvalidPolicyDocument,
                $"This is not an endpoint policy: {error.Message}.",
                "A policy has Statement, and each of those Effect, Principal, Action and Resource.",
                inner: error);
        }
    }

    public static async Task<EndpointPolicy> GetAsync(LabOperation lab, string endpointId) => new(await VpcEndpoints.GetAsync(lab, endpointId));

    public static async Task<EndpointPolicy> SetAsync(LabOperation lab, string endpointId, string document) =>
        new(await VpcEndpoints.ModifyAsync(lab, new() { VpcEndpointId = endpointId, PolicyDocument = document }));

    /// <summary>Puts AWS's default policy back, which allows everything.</summary>
    public static async Task<EndpointPolicy> ResetAsync(LabOperation lab, string endpointId) =>
        new(await VpcEndpoints.ModifyAsync(lab, new() { VpcEndpointId = endpointId, ResetPolicy = true }));
}
