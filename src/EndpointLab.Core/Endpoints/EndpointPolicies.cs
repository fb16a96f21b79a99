namespace EndpointLab;

/// <summary>Reads and changes endpoint policies. On AWS a change takes minutes to come into force.</summary>
public static class EndpointPolicies
{
    private const int LongestDocument = 20_480;

    /// <summary>The document, when it is short enough to be an endpoint's policy.</summary>
    /// <exception cref="LabException">It is longer than the 20,480 characters that AWS's quota for endpoint policies allows.</exception>
    public static string RequireSize(string document) => document.Length <= LongestDocument ? document : throw new LabException(
        ErrorId.InvalidPolicy,
        $"The policy has {document.Length} characters, white space included; that of an endpoint may have {LongestDocument}.",
        "Leave out white space, or join statements with wildcards.");

    public static async Task<EndpointPolicy> GetAsync(LabOperation lab, string endpointId) =>
        new(await VpcEndpoints.GetAsync(lab, endpointId));

    public static async Task<EndpointPolicy> SetAsync(LabOperation lab, string endpointId, string document) =>
        new(await VpcEndpoints.ModifyAsync(lab, new() { VpcEndpointId = endpointId, PolicyDocument = document }));

    /// <summary>Puts AWS's default policy back, which allows everything.</summary>
    public static async Task<EndpointPolicy> ResetAsync(LabOperation lab, string endpointId) =>
        new(await VpcEndpoints.ModifyAsync(lab, new() { VpcEndpointId = endpointId, ResetPolicy = true }));
}
