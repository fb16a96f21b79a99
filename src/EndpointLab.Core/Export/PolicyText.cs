using System.Text.Json.Nodes;

namespace EndpointLab.Export;

/// <summary>A policy's document as a value of a template, its elements in the order in which AWS's guides have them.</summary>
internal static class PolicyText
{
    private static readonly List<string> Order =
    [
        "Version", "Id", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
        "Statement",
    ];

    public static JsonNode? Parse(string document) => InOrder(JsonNode.Parse(document));

    private static JsonNode? InOrder(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(
            members.OrderBy(member => (uint)Order.IndexOf(member.Key)).ThenBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, InOrder(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(InOrder)]),
        _ => node?.DeepClone(),
    };
}
