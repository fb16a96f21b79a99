using System.Text.Json.Nodes;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>Changes of a policy's statements that add up in any order.</summary>
internal static class Statements
{
    /// <summary>Has the statements that allow an action say something else of it, or say more.</summary>
    public static void Narrow(this JsonArray statements, string element, string json, string action = "s3:GetObject")
    {
        foreach (var statement in statements.Where(one => (string)one!["Effect"]! is "Allow" && IsAbout(one["Action"]!, action)))
        {
            statement![element] = JsonNode.Parse(json);
        }
    }

    public static void Append(this JsonArray statements, string json) => statements.Add(JsonNode.Parse(json));

    private static bool IsAbout(JsonNode actions, string action) =>
        (actions as JsonArray ?? [actions.DeepClone()]).Any(one => (string)one! is "*" || (string)one! == action);
}
