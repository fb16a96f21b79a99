using System.Globalization;
using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Resolver;

/// <summary>Finding, listing and writing parts of the DNS Firewall.</summary>
internal static class FirewallParts
{
    private const int LargestPage = 100;

    /// <summary>The part that a parameter names.</summary>
    /// <exception cref="ServiceException">ResourceNotFoundException.</exception>
    public static T Find<T>(this JsonCall call, IEnumerable<T> all, string parameter)
        where T : FirewallPart =>
        call.Parameters.Required(parameter) is var id && all.FirstOrDefault(one => one.Id == id) is { } found
            ? found
            : throw ResolverErrors.ResourceNotFound(id);

    /// <summary>One page of an answer that lists something.</summary>
    public static JsonObject Page<T>(this JsonCall call, string name, IEnumerable<T> all, Func<T, JsonNode?> write)
    {
        var (items, next) = call.Parameters.Page(all, "MaxResults", LargestPage, "NextToken", ResolverErrors.InvalidNextToken);
        JsonObject answer = new() { [name] = new JsonArray([.. items.Select(write)]) };
        if (next is not null)
            answer["NextToken"] = next;
        return answer;
    }

    /// <summary>What is told of every part.</summary>
    public static JsonObject Write(FirewallPart part, string status = "COMPLETE") => new()
    {
        ["Id"] = part.Id,
        ["Arn"] = part.Arn,
        ["Name"] = part.Name,
        ["Status"] = status,
        ["StatusMessage"] = "",
        ["CreatorRequestId"] = part.CreatorRequestId,
        ["CreationTime"] = Time(part.Created),
        ["ModificationTime"] = Time(part.Modified),
    };

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <exception cref="ServiceException">ValidationException: a key is there twice.</exception>
    public static Dictionary<string, string> Tags(this JsonCall call)
    {
        Dictionary<string, string> tags = [];
        foreach (var tag in call.Parameters.Structures("Tags"))
        {
            if (!tags.TryAdd(tag.Required("Key"), tag["Value"] ?? ""))
                throw ResolverErrors.Validation($"The tag key {tag["Key"]} is given twice.");
        }
        return tags;
    }
}
