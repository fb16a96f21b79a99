using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Policy;

namespace EndpointLab;

/// <summary>Reads and changes endpoint policies. On AWS a change takes minutes to come into force.</summary>
public static class EndpointPolicies
{
    private const int LongestDocument = 20_480;

    /// <summary>The policy, when it is short enough to be an endpoint's, and lets anything through.</summary>
    /// <exception cref="LabException">
    /// It is longer than the 20,480 characters that AWS's quota for endpoint policies allows, or has no Allow, which AWS would take.
    /// </exception>
    public static string Require(string document) =>
        document.Length > LongestDocument ? throw new LabException(
            ErrorId.InvalidPolicy,
            $"The policy has {document.Length} characters, white space included; that of an endpoint may have {LongestDocument}.",
            "Leave out white space, or join statements with wildcards.")
        : PolicyDocument.Parse(document, PolicyKind.InterfaceEndpoint).Statements.All(statement => statement.Effect is Effect.Deny)
            ? throw new LabException(
                ErrorId.InvalidPolicy,
                "The policy has no statement whose Effect is Allow, so nothing could be done through the endpoint.",
                "Add a statement that allows what is wanted; a Deny only takes away from that.")
        : document;

    public static async Task<EndpointPolicy> GetAsync(LabOperation lab, string endpointId) =>
        new(await VpcEndpoints.GetAsync(lab, endpointId));

    public static async Task<EndpointPolicy> SetAsync(LabOperation lab, string endpointId, string document) =>
        await ModifyAsync(lab, new() { VpcEndpointId = endpointId, PolicyDocument = document });

    /// <summary>Puts AWS's default policy back, which allows everything.</summary>
    public static async Task<EndpointPolicy> ResetAsync(LabOperation lab, string endpointId) =>
        await ModifyAsync(lab, new() { VpcEndpointId = endpointId, ResetPolicy = true });

    private static async Task<EndpointPolicy> ModifyAsync(LabOperation lab, ModifyVpcEndpointRequest request)
    {
        var endpoint = await VpcEndpoints.GetAsync(lab, request.VpcEndpointId);
        return endpoint.VpcEndpointType != VpcEndpointType.GatewayLoadBalancer
            ? new(await VpcEndpoints.ModifyAsync(lab, request))
            : throw new LabException(
                ErrorId.WrongEndpointType,
                $"{endpoint.VpcEndpointId} is a Gateway Load Balancer endpoint, and those have no policies.",
                "Let the appliances behind the load balancer decide what passes, or the security groups and network ACLs of the instances.",
                endpoint.VpcEndpointId);
    }
}
