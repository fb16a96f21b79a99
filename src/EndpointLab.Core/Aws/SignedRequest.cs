using System.Text;
using Amazon.Runtime;

namespace EndpointLab;

/// <summary>A request to a service that has no package of the SDK's here.</summary>
internal sealed class SignedRequest : AmazonWebServiceRequest
{
    private SignedRequest(LabSession session, SignedService service, HttpMethod method, string path)
    {
        var (host, region) = service.EndpointFor(session.Region);
        Service = service;
        Method = method;
        Path = path;
        Endpoint = session.EndpointUrl ?? new($"https://{host}/");
        Region = region;
    }

    public SignedService Service { get; }

    public HttpMethod Method { get; }

    public string Path { get; }

    public Uri Endpoint { get; }

    /// <summary>The Region that it is signed for.</summary>
    public string Region { get; }

    public Dictionary<string, string> Headers { get; } = [];

    public IReadOnlyDictionary<string, string> QueryString { get; private init; } = new Dictionary<string, string>();

    public byte[]? Body { get; private init; }

    /// <summary>A request of the Query protocol, such as IAM's.</summary>
    /// <param name="parameters">Those whose value is null are left out.</param>
    public static SignedRequest Query(
        LabSession session, SignedService service, string action, string version, IEnumerable<(string Name, string? Value)> parameters)
    {
        var form = from parameter in parameters.Prepend((Name: "Version", Value: version)).Prepend((Name: "Action", Value: action))
                   where parameter.Value is not null
                   select $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}";
        return new(session, service, HttpMethod.Post, "/")
        {
            Headers = { ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8" },
            Body = Encoding.UTF8.GetBytes(string.Join('&', form)),
        };
    }

    /// <summary>A request that reads something of a service that speaks XML over REST, such as Route 53.</summary>
    public static SignedRequest Get(
        LabSession session, SignedService service, string path, params IEnumerable<(string Name, string Value)> query) =>
        new(session, service, HttpMethod.Get, path) { QueryString = query.ToDictionary(one => one.Name, one => one.Value) };

    /// <summary>A request of the JSON protocol 1.1, such as Route 53 Resolver's.</summary>
    /// <param name="target">The protocol's name of the action, such as Route53Resolver.ListFirewallRuleGroups.</param>
    public static SignedRequest Json(LabSession session, SignedService service, string target, byte[] body) =>
        new(session, service, HttpMethod.Post, "/")
        {
            Headers = { ["Content-Type"] = "application/x-amz-json-1.1", ["X-Amz-Target"] = target },
            Body = body,
        };
}
