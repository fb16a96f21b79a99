namespace EndpointLab.Analysis;

/// <summary>What private hosted zones say of a name before AWS's own answers.</summary>
internal sealed class HostedZoneCheck(NetworkModel model, PublicNames names, NameQuery query, NameNotes notes)
{
    private const int LongestChain = 8;

    private readonly string name = query.Name;

    /// <summary>What a private zone says in place of what is meant; null where none decides, or it says otherwise than it should.</summary>
    /// <param name="meant">What the name means without one.</param>
    public NameMeaning? Find(VpcModel vpc, NameMeaning meant)
    {
        if (!model.Has(ModelPart.HostedZones))
        {
            notes.Doubt(ModelPart.HostedZones);
        }

        if (ZoneOf(vpc, name, meant.Endpoint) is not { } zone)
        {
            return null;
        }

        if (zone.Records is null)
        {
            notes.Doubt($"What {zone.Name} ({zone.Id}), a private zone, says of {name} was not read.");
            return null;
        }

        var said = Says(vpc, zone, name, depth: 0);
        var isRight = query.Over is { } over ? said.Endpoint?.Id == over.Id
            : !said.IsEmpty && (!query.IsMeantPublic || said.IsPartOf(meant));
        notes.Show(zone.Id, $"{zone.Id} decides {zone.Name}", isRight);
        if (isRight)
        {
            return said;
        }

        var what = said.IsEmpty ? $"has no record of {name}" : $"says that {name} is {(said.Ipv4.IsEmpty ? said.Ipv6 : said.Ipv4)}";
        notes.Add(new()
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
            : model.Zones.Where(zone => zone.VpcId == vpc.Id && zone.Covers(asked) && zone.Name.Length > own)
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
        return query.Over is { } over && !said.IsEmpty && said.IsPartOf(EndpointNames.Addresses(over, model))
            ? said with { Endpoint = over }
            : said;

        NameMeaning Means(string name) => ZoneOf(vpc, name, endpoint: null) is { Records: not null } next
            ? Says(vpc, next, name, depth + 1)
            : EndpointNames.FindPrivate(name, vpc, model) ?? names.Find(name, vpc.Id, query.BucketRegion);
    }
}
