using System.Text.Json.Nodes;

namespace EndpointLab.Analysis;

/// <summary>Whether a change lets in no more than it has to: no whole address space, no wildcard that wasn't there.</summary>
internal static class Narrowness
{
    private const string Everything = "*";

    public static bool Is(Change change) => change switch
    {
        AuthorizeSecurityGroupRule rule => IsPart(rule.Peer),
        AddRoute route => IsPart(route.Destination),
        AddNetworkAclEntries entries => entries.Blocks.All(IsPart),
        AllowDomain allow => !allow.Domain.Contains('*', StringComparison.Ordinal),
        PolicyChange { Edit: var edit } policy => IsNarrow(
            JsonNode.Parse(edit.Statement)!.AsObject(),
            edit is ReplaceStatement replace ? JsonNode.Parse(replace.Replaced)!.AsObject() : [],
            limitsOnly: policy is AmendEndpointPolicy),
        _ => true,
    };

    private static bool IsPart(string peer) =>
        ResourceKind.SecurityGroup.IsId(peer) || ResourceKind.PrefixList.IsId(peer) || Cidr.Parse(peer).Length > 0;

    /// <param name="limitsOnly">Whether the policy grants nothing by itself, so that everybody in it is nobody more.</param>
    private static bool IsNarrow(JsonObject statement, JsonObject replaced, bool limitsOnly)
    {
        if (replaced.Count > 0 && !Same("Effect"))
        {
            return false;
        }

        if (statement["Effect"]?.ToString() is "Deny")
        {
            return replaced.Count > 0 && Same("Action") && Same("NotAction") && Same("Resource") && Same("NotResource")
                && Same("Principal") && Same("NotPrincipal") && statement["Condition"] is not null;
        }

        var actions = New("Action");
        return New("NotAction").Count == 0 && New("NotResource").Count == 0 && New("NotPrincipal").Count == 0
            && !actions.Exists(action => action.Contains('*', StringComparison.Ordinal))
            // It knows no other resource.
            && (!New("Resource").Contains(Everything) || Values(statement["Action"]).All(action => action is "s3:ListAllMyBuckets"))
            && (!New("Principal").Contains(Everything) || limitsOnly || statement["Condition"] is JsonObject { Count: > 0 })
            && !New("Condition").Contains(Everything)
            && (replaced["Condition"] is null || statement["Condition"] is JsonObject { Count: > 0 });

        bool Same(string element) => JsonNode.DeepEquals(statement[element], replaced[element]);
        List<string> New(string element) => [.. Values(statement[element]).Except(Values(replaced[element]))];
    }

    private static IEnumerable<string> Values(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.SelectMany(Values),
        JsonObject named => named.SelectMany(pair => Values(pair.Value)),
        _ => [node.ToString()],
    };
}
