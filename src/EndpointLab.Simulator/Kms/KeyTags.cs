using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Kms;

/// <summary>The tags of keys.</summary>
internal static class KeyTags
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["ListResourceTags"] = List,
        ["TagResource"] = Tag,
        ["UntagResource"] = Untag,
    };

    /// <exception cref="ServiceException">TagException: a key is there twice.</exception>
    public static Dictionary<string, string> Read(JsonCall call)
    {
        Dictionary<string, string> tags = [];
        foreach (var tag in call.Parameters.Structures("Tags"))
        {
            if (!tags.TryAdd(tag.Required("TagKey"), tag.Required("TagValue")))
                throw KmsErrors.Tag("Duplicate tag keys");
        }
        return tags;
    }

    private static JsonObject List(JsonCall call) =>
        call.Page("Tags", call.Key().Tags, tag => new JsonObject { ["TagKey"] = tag.Key, ["TagValue"] = tag.Value });

    private static JsonObject? Tag(JsonCall call)
    {
        var key = call.OwnKey();
        foreach (var (name, value) in Read(call))
            key.Tags[name] = value;
        return null;
    }

    private static JsonObject? Untag(JsonCall call)
    {
        var key = call.OwnKey();
        foreach (var name in call.Parameters.Texts("TagKeys") ?? [])
            key.Tags.Remove(name);
        return null;
    }
}
