using System.Text.Json.Nodes;
using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has a DNS firewall let questions for one name pass, by a rule in front of one that blocks it.</summary>
/// <param name="Before">The priority of that one.</param>
public sealed record AllowDomain(string RuleGroupId, string Domain, int Before) : NetworkChange
{
    private const int LongestName = 64;

    public override string Target => RuleGroupId;

    public override string ToString() => $"Allow {Domain} in {RuleGroupId}, before the rule with the priority {Before}.";

    public override string Caution => $"It holds in all VPCs that have {RuleGroupId}.";

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var name = $"allow-{Domain.Replace('.', '-')}";
        name = name[..int.Min(LongestName, name.Length)];
        var made = await CallAsync("CreateFirewallDomainList", new() { ["Name"] = name });
        var list = $"{made["FirewallDomainList"]!["Id"]}";
        await CallAsync("UpdateFirewallDomains", new()
        {
            ["FirewallDomainListId"] = list, ["Operation"] = "ADD", ["Domains"] = new JsonArray(JsonValue.Create(Domain)),
        });
        var taken = (await CallAsync("ListFirewallRules", new() { ["FirewallRuleGroupId"] = RuleGroupId }))["FirewallRules"]!.AsArray()
            .Select(rule => (int)rule!["Priority"]!).ToHashSet();
        await CallAsync("CreateFirewallRule", new()
        {
            ["FirewallRuleGroupId"] = RuleGroupId,
            ["FirewallDomainListId"] = list,
            ["Priority"] = Enumerable.Range(1, Before - 1).Select(down => Before - down).First(free => !taken.Contains(free)),
            ["Action"] = DnsFirewallRule.Allow,
            ["Name"] = name,
        });

        Task<JsonNode> CallAsync(string action, JsonObject parameters)
        {
            if (action.StartsWith("Create", StringComparison.Ordinal))
            {
                parameters["CreatorRequestId"] = $"{Guid.NewGuid()}";
            }

            return DnsFirewall.CallAsync(lab, action, RuleGroupId, parameters);
        }
    }

    internal override NetworkModel ApplyTo(NetworkModel model)
    {
        var blocking = model.FirewallRules.Where(rule => rule.RuleGroupId == RuleGroupId && rule.Priority == Before).ToList();
        return model with
        {
            FirewallRules =
            [
                .. model.FirewallRules.SelectMany(rule => blocking.Contains(rule)
                    ? [rule with { Action = DnsFirewallRule.Allow, Domains = [Domain], Priority = Before - 1, QueryType = null }, rule]
                    : new[] { rule }),
            ],
        };
    }
}
