using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Resolver;

/// <summary>Lists of domains ("Route 53 Resolver DNS Firewall domain lists" in the Route 53 Developer Guide).</summary>
internal static partial class DomainLists
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["CreateFirewallDomainList"] = Create,
        ["DeleteFirewallDomainList"] = Delete,
        ["GetFirewallDomainList"] = call => Answer(call.List()),
        ["ListFirewallDomainLists"] = ListLists,
        ["ListFirewallDomains"] = ListDomains,
        ["UpdateFirewallDomains"] = Update,
    };

    public static FirewallDomainList List(this JsonCall call) => call.Find(call.Region.FirewallDomainLists, "FirewallDomainListId");

    private static JsonObject Create(JsonCall call)
    {
        FirewallDomainList list = new(call.Region)
        {
            Name = call.Parameters.Required("Name"),
            CreatorRequestId = call.Parameters.Required("CreatorRequestId"),
            Tags = call.Tags(),
        };
        call.Region.FirewallDomainLists.Add(list);
        return Answer(list);
    }

    private static JsonObject Delete(JsonCall call)
    {
        var list = call.List();
        if (call.Region.FirewallRuleGroups.Exists(group => group.Rules.Exists(rule => rule.List == list)))
            throw ResolverErrors.Conflict($"The domain list {list.Id} is in use by rules.");
        call.Region.FirewallDomainLists.Remove(list);
        return Answer(list, "DELETING");
    }

    private static JsonObject ListLists(JsonCall call) =>
        call.Page("FirewallDomainLists", call.Region.FirewallDomainLists, list => new JsonObject
        {
            ["Id"] = list.Id,
            ["Arn"] = list.Arn,
            ["Name"] = list.Name,
            ["CreatorRequestId"] = list.CreatorRequestId,
        });

    private static JsonObject ListDomains(JsonCall call) => call.Page("Domains", call.List().Domains, domain => $"{domain}.");

    private static JsonObject Update(JsonCall call)
    {
        var list = call.List();
        var domains = (call.Parameters.Texts("Domains") ?? []).Select(Read).ToList();
        call.Parameters.Required("Operation");
        switch (call.Parameters.OneOf("Operation", "ADD", "REMOVE", "REPLACE"))
        {
            case "ADD":
                list.Domains.UnionWith(domains);
                break;
            case "REMOVE":
                list.Domains.ExceptWith(domains);
                break;
            default:
                list.Domains.Clear();
                list.Domains.UnionWith(domains);
                break;
        }

        list.Modified = call.Region.Now.Time;
        return FirewallParts.Write(list);
    }

    private static string Read(string domain)
    {
        var read = domain.ToLowerInvariant().TrimEnd('.');
        return Form().IsMatch(read) ? read : throw ResolverErrors.Validation($"[RSLVR-02023] The domain {domain} is not valid.");
    }

    private static JsonObject Answer(FirewallDomainList list, string status = "COMPLETE")
    {
        var written = FirewallParts.Write(list, status);
        written["DomainCount"] = list.Domains.Count;
        return new() { ["FirewallDomainList"] = written };
    }

    [GeneratedRegex(@"^(\*|(\*\.)?[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
