using System.Text.Json.Nodes;

namespace EndpointLab;

/// <summary>The policy of an endpoint, which decides what may be done through it.</summary>
public sealed record EndpointPolicy : LabResource
{
    private static readonly JsonNode AllowsEverything =
        JsonNode.Parse("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""")!;

    public string VpcEndpointId { get; }

    /// <summary>Gateway or Interface, which read some principals differently.</summary>
    public string VpcEndpointType { get; }

    public string ServiceName { get; }

    /// <summary>The JSON as AWS returns it; null where the endpoint's type or service has no policies.</summary>
    public string? PolicyDocument { get; }

    /// <summary>Whether it is AWS's default policy, which allows everything to everybody.</summary>
    public bool IsDefault { get; }

    internal override string Id => VpcEndpointId;

    internal EndpointPolicy(VpcEndpoint endpoint)
        : base(endpoint)
    {
        VpcEndpointId = endpoint.VpcEndpointId;
        VpcEndpointType = endpoint.VpcEndpointType;
        ServiceName = endpoint.ServiceName;
        PolicyDocument = endpoint.PolicyDocument;
        IsDefault = PolicyDocument is not null && IsAwsDefault(PolicyDocument);
    }

    /// <summary>AWS's default names a version on gateway endpoints, and none on interface endpoints.</summary>
    internal static bool IsAwsDefault(string document)
    {
        var policy = JsonNode.Parse(document);
        (policy as JsonObject)?.Remove("Version");
        return JsonNode.DeepEquals(policy, AllowsEverything);
    }
}
