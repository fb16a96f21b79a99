using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Resolver;

/// <summary>Route 53 Resolver, as far as its DNS Firewall.</summary>
internal sealed class ResolverService(Cloud cloud) : JsonService(cloud, "Route53Resolver", Actions)
{
    private static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new[]
    {
        DomainLists.Actions, RuleGroups.Actions, FirewallRules.Actions, RuleGroupAssociations.Actions, FirewallTags.Actions,
    }.SelectMany(area => area).ToDictionary();

    public static IEnumerable<string> ActionNames => Actions.Keys;
}
