using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Ssm;

/// <summary>Systems Manager's JSON 1.1 protocol, and the public parameters that hold the ids of Amazon Linux's images.</summary>
internal sealed class SsmService(Cloud cloud) : IService
{
    private const string Target = "AmazonSSM.";

    public static IEnumerable<string> ActionNames => ["GetParameter", "GetParameters", "GetParametersByPath"];

    public (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request) =>
        (request.Headers.GetValueOrDefault("X-Amz-Target")?.Split('.')[^1], []);

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
            var action = request.Headers.GetValueOrDefault("X-Amz-Target", "");
            return Reply(HttpStatusCode.OK, Run(action, Parse(request.Body), region));
        }
        catch (ServiceException refusal)
        {
            return Refuse(request, refusal);
        }
    }

    private static JsonObject Run(string target, Request asked, RegionState region) => target switch
    {
        Target + "GetParameter" => GetParameter(asked, region),
        Target + "GetParameters" => GetParameters(asked, region),
        Target + "GetParametersByPath" => GetParametersByPath(asked, region),
        _ => throw new ServiceException("UnknownOperationException", ""),
    };

    private static JsonObject GetParameter(Request asked, RegionState region)
    {
        var name = asked.Name ?? throw Invalid("1 validation error detected: Value null at 'name' failed to satisfy constraint");
        var image = region.ImageOfParameter(name) ?? throw new ServiceException("ParameterNotFound", "");
        return new() { ["Parameter"] = Write(name, image, region) };
    }

    private static JsonObject GetParameters(Request asked, RegionState region)
    {
        const int Most = 10;
        if (asked.Names is not { Count: > 0 and <= Most } names)
            throw Invalid($"Value at 'names' failed to satisfy constraint: Member must have length 1 to {Most}");
        JsonArray found = [], invalid = [];
        foreach (var name in names.OfType<string>().Distinct())
        {
            if (region.ImageOfParameter(name) is { } image)
                found.Add(Write(name, image, region));
            else
                invalid.Add(name);
        }
        return new() { ["Parameters"] = found, ["InvalidParameters"] = invalid };
    }

    private static JsonObject GetParametersByPath(Request asked, RegionState region)
    {
        const int PageSize = 10;
        var path = asked.Path ?? throw Invalid("1 validation error detected: Value null at 'path' failed to satisfy constraint");
        var inside = asked.Recursive == true
            ? AmazonLinux.ParameterPath.StartsWith(path.TrimEnd('/') + '/', StringComparison.Ordinal)
            : path.TrimEnd('/') + '/' == AmazonLinux.ParameterPath;
        var all = inside ? region.Images.SelectMany(image => image.Parameters, (image, name) => (Name: name, Image: image)) : [];
        var after = asked.NextToken ?? "";
        var page = all
            .OrderBy(one => one.Name, StringComparer.Ordinal)
            .Where(one => string.CompareOrdinal(one.Name, after) > 0)
            .Take(PageSize + 1)
            .ToList();
        var parameters = page.Take(PageSize).Select(one => Write(AmazonLinux.ParameterPath + one.Name, one.Image, region));
        JsonObject answer = new() { ["Parameters"] = new JsonArray([.. parameters]) };
        if (page.Count > PageSize)
            answer["NextToken"] = page[PageSize - 1].Name;
        return answer;
    }

    private static JsonObject Write(string name, Image image, RegionState region) => new()
    {
        ["ARN"] = $"arn:aws:ssm:{region.Region.Name}::parameter{name}",
        ["DataType"] = "text",
        ["LastModifiedDate"] = image.CreationDate.ToUnixTimeSeconds(),
        ["Name"] = name,
        ["Type"] = "String",
        ["Value"] = image.Id,
        ["Version"] = 1,
    };

    private static Request Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Request>(body) ?? throw new ServiceException("SerializationException", "");
        }
        catch (JsonException)
        {
            throw new ServiceException("SerializationException", "");
        }
    }

    private static ServiceException Invalid(string message) => new("ValidationException", message);

    private static CloudResponse Reply(HttpStatusCode status, JsonObject body) =>
        new(status, "application/x-amz-json-1.1", Encoding.UTF8.GetBytes(body.ToJsonString()))
        {
            Headers = { ["x-amzn-RequestId"] = Guid.NewGuid().ToString() },
        };

    private sealed record Request(string? Name, IReadOnlyList<string?>? Names, string? Path, bool? Recursive, string? NextToken);
}
