namespace EndpointLab.Analysis;

/// <summary>What comes before AWS's own answers in a VPC: its private hosted zones, and its DNS firewall.</summary>
internal sealed partial class NameLookup
{
    private const int LongestChain = 8;

    /// <summary>What a private zone says in place of what is meant; null where none decides, or it says otherwise than it should.</summary>
    /// <param name="meant">What the name means without one.</param>
    private NameMeaning? InZone(VpcModel vpc, NameMeaning meant)
    {
        if (!Model.Has(ModelPart.HostedZones))
        {
            Doubt(ModelPart.HostedZones);
        }

        if (ZoneOf(vpc, name, meant.Endpoint) is not { } zone)
        {
            return null;
        }

        if (zone.Records is null)
        {
            isUnknown = true;
            assumptions.Add($"What {zone.Name} ({zone.Id}), a private zone, says of {name} was not read.");
            return null;
        }

        var said = Says(vpc, zone, name, depth: 0);
        var isRight = query.Over is { } over ? said.Endpoint?.Id == over.Id
            : !said.IsEmpty && (!query.IsMeantPublic || said.IsPartOf(meant));
        Show(zone.Id, $"{zone.Id} decides {zone.Name}", isRight);
        if (isRight)
        {
            return said;
        }

        var what = said.IsEmpty ? $"has no record of {name}" : $"says that {name} is {(said.Ipv4.IsEmpty ? said.Ipv6 : said.Ipv4)}";
        findings.Add(new()
        {
            Cause = Cause.PrivateZone,
            Layer = PathLayer.Name,
            ResourceId = zone.Id,
            Rule = zone.Name,
            Reason = $"The private zone {zone.Name} ({zone.Id}) alone decides its names in {vpc.Id}, and {what}.",
            Source = AwsPages.PrivateZones,
            Advice = query.Over is { } endpoint
                ? $"Give it a record of {name} that is an alias of {endpoint.Id}'s own name, or disassociate {vpc.Id} from the zone."
                : $"Disassociate {vpc.Id} from the zone, or delete the zone: no record can follow the addresses that AWS gives {name}.",
        });
        return null;
    }

    /// <summary>
    /// The zone that decides a name: the most specific, of which an endpoint's own domain is one. Zones count only where the VPC has
    /// both DNS attributes; where private DNS is meant, those are taken for granted.
    /// </summary>
    private ZoneModel? ZoneOf(VpcModel vpc, string asked, EndpointModel? endpoint)
    {
        var own = (endpoint?.DnsNames ?? []).Where(entry => !EndpointNames.IsOwn(entry) && EndpointNames.IsFor(entry, asked))
            .Select(entry => entry.TrimStart('*', '.').Length).DefaultIfEmpty(0).Max();
        return vpc.EnableDnsHostnames is false && query.Over is null
            ? null
            : Model.Zones.Where(zone => zone.VpcId == vpc.Id && zone.Covers(asked) && zone.Name.Length > own)
                .MaxBy(zone => zone.Name.Length);
    }

    private NameMeaning Says(VpcModel vpc, ZoneModel zone, string asked, int depth)
    {
        var records = zone.Find(asked);
        if (depth > LongestChain)
        {
            return NameMeaning.Nothing;
        }

        if (records.FirstOrDefault(record => record.Type is "CNAME") is { } other)
        {
            return Means(other.Alias ?? other.Values[0].ToLowerInvariant().TrimEnd('.'));
        }

        var addresses = records.Where(record => record.Type is "A" or "AAAA").ToList();
        if (addresses.Select(record => record.Alias).OfType<string>().FirstOrDefault() is { } alias)
        {
            return Means(alias);
        }

        var said = NameMeaning.Of(addresses.SelectMany(record => record.Values).Select(IpAddress.Parse));
        return query.Over is { } over && !said.IsEmpty && said.IsPartOf(EndpointNames.Addresses(over, Model))
            ? said with { Endpoint = over }
            : said;

        NameMeaning Means(string name) => ZoneOf(vpc, name, endpoint: null) is { Records: not null } next
            ? Says(vpc, next, name, depth + 1)
            : EndpointNames.FindPrivate(name, vpc, Model) ?? names.Find(name, vpc.Id, query.BucketRegion);
    }

    /// <summary>
    /// Takes from the answers what the VPC's DNS firewall blocks. Where that is all, the rule is found, and the answers stay.
    /// </summary>
    private NameMeaning PassFirewall(VpcModel vpc, NameMeaning meaning)
    {
        if (!Model.Has(ModelPart.DnsFirewall))
        {
            Doubt(ModelPart.DnsFirewall);
        }

        var rules = Model.FirewallRules.Where(rule => rule.VpcId == vpc.Id).ToList();
        assumptions.AddRange(
            from rule in rules
            where rule is { Action: DnsFirewallRule.Block, Domains: null }
            select $"The rule {rule.Name} of {rule.RuleGroupId} blocks domains that AWS doesn't show: {name} is taken for none of them.");
        var (ipv4, ipv6) = (Blocking("A"), Blocking("AAAA"));
        NameMeaning left = meaning with
        {
            Ipv4 = ipv4 is null ? meaning.Ipv4 : NameMeaning.Nothing.Ipv4,
            Ipv6 = ipv6 is null ? meaning.Ipv6 : NameMeaning.Nothing.Ipv6,
        };
        if ((ipv4 ?? ipv6) is not { } blocking || !left.IsEmpty)
        {
            return left;
        }

        AllowDomain fix = new(blocking.RuleGroupId, name, blocking.Priority);
        Stop(
            Cause.DnsFirewall, blocking.AssociationId, blocking.Name,
            $"The rule {blocking.Name} of {blocking.RuleGroupId} blocks {name} in {vpc.Id} ({blocking.BlockResponse}).",
            AwsPages.DnsFirewall, fix);
        Show(blocking.AssociationId, $"the rule {blocking.Name} blocks {name}", false);
        return meaning;

        DnsFirewallRule? Blocking(string type) =>
            rules.Find(rule => rule.Matches(name, type)) is { Action: DnsFirewallRule.Block } rule ? rule : null;
    }
}
