using System.Xml.Linq;

namespace EndpointLab.Simulator.Route53;

/// <summary>ChangeResourceRecordSets and ListResourceRecordSets.</summary>
internal static class RecordOperations
{
    public static readonly Route53Operation[] All =
    [
        new("ChangeResourceRecordSets", "POST", "hostedzone/*/rrset", Change),
        new("ListResourceRecordSets", "GET", "hostedzone/*/rrset", List),
    ];

    /// <summary>All changes are made, or none.</summary>
    private static CloudResponse Change(Route53Call call)
    {
        var batch = call.Body("ChangeResourceRecordSetsRequest").Element("ChangeBatch")?.Element("Changes")?.Elements("Change").ToList();
        if (batch is not { Count: > 0 })
            throw Route53Errors.MalformedInput();
        RecordChanges changes = new(call.Zone);
        batch.ForEach(changes.Add);
        changes.Make();
        return Route53Answer.Xml("ChangeResourceRecordSetsResponse", call.Changed());
    }

    private static CloudResponse List(Route53Call call)
    {
        if (call["type"] is not null && call["name"] is null)
            throw Route53Errors.InvalidInput("The type of the first record is given without its name.");
        var from = call["name"] is { } name ? (DomainName.Read(name), call["type"] ?? "") : default((string Name, string Type)?);
        var rest = call.Zone.Records
            .Where(pair => from is not { } first || HostedZone.ByLabels.Compare(pair.Key, first) >= 0)
            .Select(pair => pair.Value)
            .ToList();
        var next = rest.Count > call.PageSize ? rest[call.PageSize] : null;
        return Route53Answer.Xml(
            "ListResourceRecordSetsResponse",
            new XElement("ResourceRecordSets", rest.Take(call.PageSize).Select(Write)),
            new XElement("IsTruncated", next is not null),
            next is null ? null : new XElement("NextRecordName", DomainName.Write(next.Name)),
            next is null ? null : new XElement("NextRecordType", next.Type),
            new XElement("MaxItems", call.PageSize));
    }

    private static XElement Write(RecordSet record) => new(
        "ResourceRecordSet",
        new XElement("Name", DomainName.Write(record.Name)),
        new XElement("Type", record.Type),
        record.Ttl is { } ttl ? new XElement("TTL", ttl) : null,
        record.Alias is { } alias
            ? new XElement(
                "AliasTarget",
                new XElement("HostedZoneId", alias.HostedZoneId),
                new XElement("DNSName", DomainName.Write(alias.DnsName)),
                new XElement("EvaluateTargetHealth", alias.EvaluateTargetHealth))
            : new XElement(
                "ResourceRecords",
                record.Values.Select(value => new XElement("ResourceRecord", new XElement("Value", value)))));
}
