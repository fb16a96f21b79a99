using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Resolver;

/// <summary>The rules of a group: one for a domain list and a type of records, each with a priority of its own.</summary>
internal static class FirewallRules
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["CreateFirewallRule"] = Create,
        ["DeleteFirewallRule"] = Delete,
        ["ListFirewallRules"] = List,
        ["UpdateFirewallRule"] = Update,
    };

    private const int LongestTtl = 604_800;
    private const string Trust = "TRUST_REDIRECTION_DOMAIN";
    private const string Inspect = "INSPECT_REDIRECTION_DOMAIN";

    private static JsonObject Create(JsonCall call)
    {
        var (group, list) = (call.Group(), call.List());
        if (call.Parameters["DnsThreatProtection"] is not null)
            throw ResolverErrors.Validation("The simulator has no DNS Firewall Advanced: rules are about domain lists only.");
        var queryType = call.Parameters["Qtype"];
        if (group.Rules.Exists(rule => rule.List == list && rule.QueryType == queryType))
            throw ResolverErrors.Validation($"[RSLVR-02029] The rule group {group.Id} already has a rule for the domain list {list.Id}.");
        call.Parameters.RequiredNumber("Priority");
        call.Parameters.Required("Action");
        FirewallRule rule = new(list, call.Parameters.Required("Name"), call.Parameters.Required("CreatorRequestId"), call.Region.Now.Time);
        return Put(call, group, null, rule with { QueryType = queryType });
    }

    private static JsonObject Update(JsonCall call)
    {
        var (group, rule) = Find(call);
        return Put(call, group, rule, rule with { Name = call.Parameters["Name"] ?? rule.Name });
    }

    private static JsonObject Delete(JsonCall call)
    {
        var (group, rule) = Find(call);
        group.Rules.Remove(rule);
        return Answer(group, rule);
    }

    private static JsonObject List(JsonCall call)
    {
        var group = call.Group();
        var matching = group.Rules
            .Where(rule => call.Parameters.Number("Priority") is not { } priority || rule.Priority == priority)
            .Where(rule => call.Parameters["Action"] is not { } action || rule.Action == action)
            .OrderBy(rule => rule.Priority);
        return call.Page("FirewallRules", matching, rule => Write(group, rule));
    }

    private static (FirewallRuleGroup Group, FirewallRule Rule) Find(JsonCall call)
    {
        var (group, list) = (call.Group(), call.List());
        return group.Rules.Find(rule => rule.List == list && rule.QueryType == call.Parameters["Qtype"]) is { } found
            ? (group, found)
            : throw ResolverErrors.ResourceNotFound(list.Id);
    }

    /// <summary>Puts a rule, with what the call says of it, in the place of an old one.</summary>
    private static JsonObject Put(JsonCall call, FirewallRuleGroup group, FirewallRule? old, FirewallRule rule)
    {
        var parameters = call.Parameters;
        var action = parameters.OneOf("Action", "ALLOW", "ALERT", "BLOCK") ?? rule.Action;
        var response = parameters.OneOf("BlockResponse", "NODATA", "NXDOMAIN", "OVERRIDE")
            ?? (action is "BLOCK" ? rule.BlockResponse : null);
        var redirection = parameters.OneOf("FirewallDomainRedirectionAction", Inspect, Trust);
        rule = rule with
        {
            Priority = parameters.Number("Priority") ?? rule.Priority,
            Action = action,
            BlockResponse = response,
            Override = response is not "OVERRIDE" ? null
                : parameters["BlockOverrideDomain"] is { } domain ? (domain, Ttl(parameters))
                : rule.Override ?? throw ResolverErrors.Validation("[RSLVR-02005] An override needs a BlockOverrideDomain."),
            TrustsRedirection = redirection is null ? rule.TrustsRedirection : redirection is Trust,
            Modified = call.Region.Now.Time,
        };
        if (action is "BLOCK" != response is not null)
            throw ResolverErrors.Validation("[RSLVR-02004] A BLOCK rule has a BlockResponse, and no other rule has one.");
        if (group.Rules.Exists(other => other != old && other.Priority == rule.Priority))
            throw ResolverErrors.Validation($"[RSLVR-02030] The rule group {group.Id} already has a rule of priority {rule.Priority}.");
        if (old is not null)
            group.Rules.Remove(old);
        group.Rules.Add(rule);
        return Answer(group, rule);
    }

    private static int Ttl(JsonParameters parameters)
    {
        parameters.RequiredNumber("BlockOverrideTtl");
        return parameters.Number("BlockOverrideTtl", 0, LongestTtl)!.Value;
    }

    private static JsonObject Answer(FirewallRuleGroup group, FirewallRule rule) => new() { ["FirewallRule"] = Write(group, rule) };

    private static JsonObject Write(FirewallRuleGroup group, FirewallRule rule)
    {
        JsonObject written = new()
        {
            ["FirewallRuleGroupId"] = group.Id,
            ["FirewallDomainListId"] = rule.List.Id,
            ["Name"] = rule.Name,
            ["Priority"] = rule.Priority,
            ["Action"] = rule.Action,
            ["CreatorRequestId"] = rule.CreatorRequestId,
            ["CreationTime"] = FirewallParts.Time(rule.Created),
            ["ModificationTime"] = FirewallParts.Time(rule.Modified),
            ["FirewallDomainRedirectionAction"] = rule.TrustsRedirection ? Trust : Inspect,
        };
        if (rule.BlockResponse is { } response)
            written["BlockResponse"] = response;
        if (rule.Override is var (domain, ttl))
            (written["BlockOverrideDomain"], written["BlockOverrideDnsType"], written["BlockOverrideTtl"]) = (domain, "CNAME", ttl);
        if (rule.QueryType is { } type)
            written["Qtype"] = type;
        return written;
    }
}
