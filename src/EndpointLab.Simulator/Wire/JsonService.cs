using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EndpointLab.Simulator.DataPlane;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Wire;

/// <summary>AWS's JSON 1.1 protocol: a header names the action, the body holds its parameters.</summary>
/// <param name="target">What stands before the action's name in the header.</param>
/// <param name="actions">What answers each action; null for an answer without content.</param>
internal abstract class JsonService(Cloud cloud, string target, IReadOnlyDictionary<string, Func<JsonCall, JsonObject?>> actions) : IService
{
    private const string Header = "X-Amz-Target";

    public (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request) =>
        (request.Headers.GetValueOrDefault(Header)?.Split('.')[^1], []);

    public Func<CloudResponse> Prepare(CloudRequest request, Caller caller) => () => Answer(request, caller);

    public ServiceException Name(Defect defect) => defect switch
    {
        Defect.TooLarge large => new(
            "RequestEntityTooLargeException", $"The request is larger than {large.Most} bytes.", HttpStatusCode.RequestEntityTooLarge),
        Defect.IncompleteSignature incomplete => new("IncompleteSignatureException", incomplete.Reason),
        Defect.ExpiredToken => new("ExpiredTokenException", "The security token included in the request is expired"),
        Defect.UnknownKey or Defect.WrongToken => new(
            "UnrecognizedClientException", "The security token included in the request is invalid."),
        _ => new("InvalidSignatureException", defect.Mismatch()),
    };

    public CloudResponse Refuse(CloudRequest request, ServiceException refusal) =>
        Reply(refusal.Status, new() { ["__type"] = refusal.Code, ["message"] = refusal.Message });

    private CloudResponse Answer(CloudRequest request, Caller caller)
    {
        try
        {
            if (caller.AccountId is null)
                throw new ServiceException("MissingAuthenticationTokenException", "Missing Authentication Token");
            if (Region.Find(caller.Region) is null)
                throw new ServiceException("InvalidSignatureException", Region.NotValid);
            var region = cloud.RegionOf(caller.AccountId, caller.Region);
            var asked = request.Headers.GetValueOrDefault(Header, "");
            var run = asked.StartsWith($"{target}.", StringComparison.Ordinal)
                ? actions.GetValueOrDefault(asked[(target.Length + 1)..])
                : null;
            AccessCheck access = new(cloud, request, caller, RequestSource.Of(path: null));
            return run is null
                ? throw new ServiceException("UnknownOperationException", "")
                : Reply(HttpStatusCode.OK, run(new(region, JsonParameters.Parse(request.Body), access)));
        }
        catch (ServiceException refusal)
        {
            return Refuse(request, refusal);
        }
    }

    private static CloudResponse Reply(HttpStatusCode status, JsonObject? body) =>
        new(status, "application/x-amz-json-1.1", Encoding.UTF8.GetBytes(body?.ToJsonString() ?? ""))
        {
            Headers = { ["x-amzn-RequestId"] = Guid.NewGuid().ToString() },
        };
}

/// <summary>One request in the JSON 1.1 protocol.</summary>
/// <param name="Region">What the caller has in the Region.</param>
/// <param name="Access">What the caller may do.</param>
internal sealed record JsonCall(RegionState Region, JsonParameters Parameters, AccessCheck Access);
