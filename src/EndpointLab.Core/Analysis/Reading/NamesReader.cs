using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EndpointLab.Analysis;

/// <summary>
/// Reads what has Amazon's DNS answer otherwise in a VPC: its private hosted zones and its DNS firewall. Of zones that can't be about
/// AWS's names only the names are read.
/// </summary>
internal sealed class NamesReader(LabOperation lab, Snapshot snapshot, string vpcId)
{
    private const string Route53 = "/2013-04-01/";

    public async Task<IReadOnlyList<ZoneModel>> ZonesAsync()
    {
        var summaries = await snapshot.ReadAsync(ModelPart.HostedZones, "route53:ListHostedZonesByVPC", vpcId, ListZonesAsync, []);
        return await Task.WhenAll(summaries.Select(
            async zone => IsAboutAws(zone.Name) ? zone with { Records = await RecordsAsync(zone.Id) } : zone));
    }

    /// <summary>In the order in which they are asked: by the priorities of the associations, and then of the rules.</summary>
    public async Task<IReadOnlyList<DnsFirewallRule>> FirewallAsync()
    {
        var associations = await snapshot.ReadAsync(
            ModelPart.DnsFirewall, "route53resolver:ListFirewallRuleGroupAssociations", vpcId,
            () => PagesAsync("ListFirewallRuleGroupAssociations", "FirewallRuleGroupAssociations", new() { ["VpcId"] = vpcId }), []);
        var rules = await Task.WhenAll(associations.OrderBy(one => (int)one["Priority"]!).Select(RulesAsync));
        return [.. rules.SelectMany(some => some)];
    }

    private bool IsAboutAws(string zone)
    {
        var aws = Regions.DnsSuffixOf(lab.Session.Region);
        return ZoneModel.IsUnder(zone, aws) || ZoneModel.IsUnder(aws, zone);
    }

    /// <summary>Those that a service keeps, such as an endpoint's for its private names, are known from the service.</summary>
    private async Task<IReadOnlyList<ZoneModel>> ListZonesAsync()
    {
        List<ZoneModel> zones = [];
        string? next = null;
        do
        {
            var page = await GetAsync(
                "ListHostedZonesByVPC",
                "hostedzonesbyvpc",
                [("vpcid", vpcId), ("vpcregion", lab.Session.Region), .. next is null ? [] : new[] { ("nexttoken", next) }]);
            zones.AddRange(
                from zone in page.Descendants("HostedZoneSummary")
                where zone.Descendants("OwningService").FirstOrDefault() is null
                select new ZoneModel(zone.Element("HostedZoneId")!.Value, Name(zone.Element("Name")!), vpcId, Records: null));
            next = page.Element("NextToken")?.Value;
        }
        while (next is not null);
        return zones;
    }

    private Task<IReadOnlyList<ZoneRecord>?> RecordsAsync(string zoneId) => snapshot.ReadAsync<IReadOnlyList<ZoneRecord>?>(
        ModelPart.HostedZones, "route53:ListResourceRecordSets", zoneId,
        async () =>
        {
            List<ZoneRecord> records = [];
            XElement page;
            (string, string)[] from = [];
            do
            {
                page = await GetAsync("ListResourceRecordSets", $"hostedzone/{zoneId}/rrset", from);
                records.AddRange(page.Descendants("ResourceRecordSet").Select(record => new ZoneRecord(
                    Name(record.Element("Name")!),
                    record.Element("Type")!.Value,
                    [.. record.Descendants("Value").Select(value => value.Value)],
                    record.Element("AliasTarget")?.Element("DNSName") is { } alias ? Name(alias) : null)));
                from =
                [
                    .. from next in new[] { ("name", "NextRecordName"), ("type", "NextRecordType"), ("identifier", "NextRecordIdentifier") }
                       let value = page.Element(next.Item2)?.Value
                       where value is not null
                       select (next.Item1, value),
                ];
            }
            while (from.Length > 0);
            return records;
        },
        otherwise: null);

    private async Task<IEnumerable<DnsFirewallRule>> RulesAsync(JsonNode association)
    {
        var group = $"{association["FirewallRuleGroupId"]}";
        var rules = await snapshot.ReadAsync(
            ModelPart.DnsFirewall, "route53resolver:ListFirewallRules", group,
            () => PagesAsync("ListFirewallRules", "FirewallRules", new() { ["FirewallRuleGroupId"] = group }), []);
        return await Task.WhenAll(rules.OrderBy(rule => (int)rule["Priority"]!).Select(async rule => new DnsFirewallRule(
            vpcId, $"{association["Id"]}", group, $"{rule["Name"]}", (int)rule["Priority"]!, $"{rule["Action"]}",
            rule["FirewallDomainListId"] is { } list ? await DomainsAsync($"{list}") : null)
        {
            BlockResponse = (string?)rule["BlockResponse"],
            QueryType = (string?)rule["Qtype"],
        }));
    }

    /// <summary>Null for the lists that AWS manages, which it shows to nobody.</summary>
    private Task<IReadOnlyList<string>?> DomainsAsync(string list) => snapshot.ReadAsync<IReadOnlyList<string>?>(
        ModelPart.DnsFirewall, "route53resolver:ListFirewallDomains", list,
        async () => [.. (await PagesAsync("ListFirewallDomains", "Domains", new() { ["FirewallDomainListId"] = list }))
            .Select(domain => $"{domain}".ToLowerInvariant().TrimEnd('.'))],
        otherwise: null);

    private async Task<XElement> GetAsync(string action, string path, (string Name, string Value)[] query) =>
        (await lab.Signed(action, SignedRequest.Get(lab.Session, SignedService.Route53, Route53 + path, query), vpcId)).Xml();

    private async Task<IReadOnlyList<JsonNode>> PagesAsync(string action, string items, JsonObject parameters)
    {
        List<JsonNode> all = [];
        do
        {
            var page = await DnsFirewall.CallAsync(lab, action, vpcId, parameters);
            all.AddRange(page[items]?.AsArray().OfType<JsonNode>() ?? []);
            parameters["NextToken"] = page["NextToken"]?.DeepClone();
        }
        while (parameters["NextToken"] is not null);
        return all;
    }

    private static string Name(XElement element) => element.Value.ToLowerInvariant().TrimEnd('.');
}
