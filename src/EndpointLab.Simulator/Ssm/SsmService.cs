using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Ssm;

/// <summary>Systems Manager's public parameters that hold the ids of Amazon Linux's images.</summary>
internal sealed class SsmService(Cloud cloud) : JsonService(cloud, "AmazonSSM", Actions)
{
    private static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["GetParameter"] = GetParameter,
        ["GetParameters"] = GetParameters,
        ["GetParametersByPath"] = GetParametersByPath,
    };

    public static IEnumerable<string> ActionNames => Actions.Keys;

    private static JsonObject GetParameter(JsonCall call)
    {
        var name = call.Parameters.Required("Name");
        var image = call.Region.ImageOfParameter(name) ?? throw new ServiceException("ParameterNotFound", "");
        return new() { ["Parameter"] = Write(name, image, call.Region) };
    }

    private static JsonObject GetParameters(JsonCall call)
    {
        const int most = 10;
        if (call.Parameters.Texts("Names") is not { Count: > 0 and <= most } names)
            throw JsonParameters.Invalid($"Value at 'names' failed to satisfy constraint: Member must have length 1 to {most}");
        JsonArray found = [], invalid = [];
        foreach (var name in names.Distinct())
        {
            if (call.Region.ImageOfParameter(name) is { } image)
                found.Add(Write(name, image, call.Region));
            else
                invalid.Add(name);
        }
        return new() { ["Parameters"] = found, ["InvalidParameters"] = invalid };
    }

    private static JsonObject GetParametersByPath(JsonCall call)
    {
        const int pageSize = 10;
        var path = call.Parameters.Required("Path");
        var inside = call.Parameters.Flag("Recursive") == true
            ? AmazonLinux.ParameterPath.StartsWith(path.TrimEnd('/') + '/', StringComparison.Ordinal)
            : path.TrimEnd('/') + '/' == AmazonLinux.ParameterPath;
        var all = inside ? call.Region.Images.SelectMany(image => image.Parameters, (image, name) => (Name: name, Image: image)) : [];
        var after = call.Parameters["NextToken"] ?? "";
        var page = all
            .OrderBy(one => one.Name, StringComparer.Ordinal)
            .Where(one => string.CompareOrdinal(one.Name, after) > 0)
            .Take(pageSize + 1)
            .ToList();
        var parameters = page.Take(pageSize).Select(one => Write(AmazonLinux.ParameterPath + one.Name, one.Image, call.Region));
        JsonObject answer = new() { ["Parameters"] = new JsonArray([.. parameters]) };
        if (page.Count > pageSize)
            answer["NextToken"] = page[pageSize - 1].Name;
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
}
