using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Resolver;

/// <summary>The tags of the DNS Firewall's parts.</summary>
internal static class FirewallTags
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["ListTagsForResource"] = List,
        ["TagResource"] = Tag,
        ["UntagResource"] = Untag,
    };

    private static JsonObject List(JsonCall call) =>
        call.Page("Tags", Find(call).Tags, tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value });

    private static JsonObject Tag(JsonCall call)
    {
        var part = Find(call);
        foreach (var (key, value) in call.Tags())
            part.Tags[key] = value;
        return [];
    }

    private static JsonObject Untag(JsonCall call)
    {
        var part = Find(call);
        foreach (var key in call.Parameters.Texts("TagKeys") ?? [])
            part.Tags.Remove(key);
        return [];
    }

    private static FirewallPart Find(JsonCall call)
    {
        var arn = call.Parameters.Required("ResourceArn");
        var all = new IEnumerable<FirewallPart>[]
        {
            call.Region.FirewallDomainLists, call.Region.FirewallRuleGroups, call.Region.FirewallRuleGroupAssociations,
        };
        return all.SelectMany(parts => parts).FirstOrDefault(part => part.Arn == arn) ?? throw ResolverErrors.ResourceNotFound(arn);
    }
}
