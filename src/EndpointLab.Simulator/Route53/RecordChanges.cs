using System.Globalization;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Route53;

/// <summary>Changes to the records of a zone that are made together or not at all.</summary>
internal sealed class RecordChanges(HostedZone zone)
{
    private const string Expected = "Invalid request: "
        + "Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]";

    private static readonly string[] Types =
        ["A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT"];

    /// <summary>What makes of several records of one name and type a choice, which the simulator doesn't make.</summary>
    private static readonly string[] Routing =
        ["SetIdentifier", "Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "CidrRoutingConfig", "GeoProximityLocation"];

    private readonly Dictionary<(string Name, string Type), RecordSet> records = new(zone.Records);
    private readonly List<string> refusals = [];

    /// <summary>Whether a zone can't be without a record.</summary>
    public static bool IsRequired(HostedZone zone, RecordSet record) => record.Name == zone.Name && record.Type is "NS" or "SOA";

    public void Add(XElement change)
    {
        var record = Read(change.Element("ResourceRecordSet") ?? throw Route53Errors.MalformedInput());
        var (name, type) = (DomainName.Write(record.Name), record.Type);
        var key = (record.Name, record.Type);
        var old = records.GetValueOrDefault(key);
        switch (change.Element("Action")?.Value)
        {
            case "CREATE" when old is not null:
                refusals.Add($"Tried to create resource record set [name='{name}', type='{type}'] but it already exists");
                break;
            case "DELETE" when old is null:
                refusals.Add($"Tried to delete resource record set [name='{name}', type='{type}'] but it was not found");
                break;
            case "DELETE" when !IsSame(old, record):
                refusals.Add($"Tried to delete resource record set [name='{name}', type='{type}'] "
                    + "but the values provided do not match the current values");
                break;
            case "DELETE" when IsRequired(zone, record):
                refusals.Add(type is "SOA"
                    ? "A HostedZone must contain exactly one SOA record."
                    : "A HostedZone must contain at least one NS record for the zone itself.");
                break;
            case "DELETE":
                records.Remove(key);
                break;
            case "CREATE" or "UPSERT":
                if (Refusal(record) is { } refusal)
                    refusals.Add(refusal);
                records[key] = record;
                break;
            default:
                throw Route53Errors.InvalidInput("The action of a change is CREATE, DELETE or UPSERT.");
        }
    }

    /// <exception cref="ServiceException">InvalidChangeBatch.</exception>
    public void Make()
    {
        if (refusals.Count > 0)
            throw Route53Errors.InvalidChangeBatch(refusals);
        zone.Records.Clear();
        foreach (var (key, record) in records)
            zone.Records.Add(key, record);
    }

    private string? Refusal(RecordSet record)
    {
        var name = DomainName.Write(record.Name);
        var others = records.Values.Where(other => other.Name == record.Name && other.Type != record.Type).ToList();
        return !zone.Covers(record.Name) ? $"RRSet with DNS name {name} is not permitted in zone {DomainName.Write(zone.Name)}"
            : record is { Type: "CNAME" } && record.Name == zone.Name
                ? $"RRSet of type CNAME with DNS name {name} is not permitted at apex in zone {DomainName.Write(zone.Name)}"
            : others.Exists(other => other.Type is "CNAME") || record.Type is "CNAME" && others.Count > 0
                ? $"RRSet of type {record.Type} with DNS name {name} is not permitted as it conflicts with other records "
                    + $"with the same DNS name in zone {DomainName.Write(zone.Name)}"
            : record.Values.FirstOrDefault(value => !Fits(record.Type, value)) is { } wrong
                ? $"Invalid Resource Record: '{wrong}' is no value of a record of type {record.Type}"
            : null;
    }

    private static bool Fits(string type, string value) => type switch
    {
        "A" => Address.TryParse(value, out var address) && !address.IsIpv6,
        "AAAA" => Address.TryParse(value, out var address) && address.IsIpv6,
        "CNAME" => value.Length > 0 && !value.Contains(' ', StringComparison.Ordinal),
        _ => true,
    };

    private static RecordSet Read(XElement element)
    {
        var name = DomainName.Read(element.Element("Name")?.Value);
        var type = element.Element("Type")?.Value;
        if (type is null || !Types.Contains(type))
            throw Route53Errors.InvalidInput($"{type} is no type of records.");
        if (Array.Find(Routing, policy => element.Element(policy) is not null) is { } routing)
            throw Route53Errors.InvalidInput($"The simulator answers by simple routing only, without {routing}.");
        var values = element.Element("ResourceRecords")?.Elements("ResourceRecord")
            .Select(one => one.Element("Value")?.Value ?? "").ToList();
        if (element.Element("AliasTarget") is { } alias)
        {
            return values is null
                ? new(name, type, null, [], ReadAlias(alias))
                : throw Route53Errors.InvalidInput($"{Expected}, but found more than one in Change with [name={name}., type={type}]");
        }
        return values is { Count: > 0 } && long.TryParse(
            element.Element("TTL")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ttl)
                ? new(name, type, ttl, values, Alias: null)
                : throw Route53Errors.InvalidInput($"{Expected}, but found none in Change with [name={name}., type={type}]");
    }

    private static RecordAlias ReadAlias(XElement alias) => new(
        alias.Element("HostedZoneId")?.Value ?? throw Route53Errors.MalformedInput(),
        DomainName.Read(alias.Element("DNSName")?.Value),
        alias.Element("EvaluateTargetHealth")?.Value is "true");

    private static bool IsSame(RecordSet one, RecordSet other) =>
        one.Ttl == other.Ttl && one.Alias == other.Alias && one.Values.ToHashSet().SetEquals(other.Values);
}
