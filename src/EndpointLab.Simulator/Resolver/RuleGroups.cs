using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Resolver;

/// <summary>Rule groups ("DNS Firewall rule groups and rules" in the Route 53 Developer Guide).</summary>
internal static class RuleGroups
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["CreateFirewallRuleGroup"] = Create,
        ["DeleteFirewallRuleGroup"] = Delete,
        ["GetFirewallRuleGroup"] = call => Answer(call, call.Group()),
        ["ListFirewallRuleGroups"] = List,
    };

    public static FirewallRuleGroup Group(this JsonCall call) => call.Find(call.Region.FirewallRuleGroups, "FirewallRuleGroupId");

    private static JsonObject Create(JsonCall call)
    {
        FirewallRuleGroup group = new(call.Region)
        {
            Name = call.Parameters.Required("Name"),
            CreatorRequestId = call.Parameters.Required("CreatorRequestId"),
            Tags = call.Tags(),
        };
        call.Region.FirewallRuleGroups.Add(group);
        return Answer(call, group);
    }

    private static JsonObject Delete(JsonCall call)
    {
        var group = call.Group();
        if (call.Region.FirewallRuleGroupAssociations.Exists(association => association.Group == group))
            throw ResolverErrors.Conflict($"The rule group {group.Id} is associated with VPCs.");
        call.Region.FirewallRuleGroups.Remove(group);
        return Answer(call, group, "DELETING");
    }

    private static JsonObject List(JsonCall call) => call.Page("FirewallRuleGroups", call.Region.FirewallRuleGroups, group => new JsonObject
    {
        ["Id"] = group.Id,
        ["Arn"] = group.Arn,
        ["Name"] = group.Name,
        ["OwnerId"] = call.Region.AccountId,
        ["CreatorRequestId"] = group.CreatorRequestId,
        ["ShareStatus"] = "NOT_SHARED",
    });

    private static JsonObject Answer(JsonCall call, FirewallRuleGroup group, string status = "COMPLETE")
    {
        var written = FirewallParts.Write(group, status);
        written["RuleCount"] = group.Rules.Count;
        written["OwnerId"] = call.Region.AccountId;
        written["ShareStatus"] = "NOT_SHARED";
        return new() { ["FirewallRuleGroup"] = written };
    }
}
