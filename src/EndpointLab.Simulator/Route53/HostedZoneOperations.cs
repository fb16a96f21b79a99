using System.Net;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Route53;

/// <summary>Private hosted zones ("Working with private hosted zones" in the Route 53 Developer Guide).</summary>
internal static class HostedZoneOperations
{
    public static readonly Route53Operation[] All =
    [
        new("CreateHostedZone", "POST", "hostedzone", Create),
        new("GetHostedZone", "GET", "hostedzone/*", Get),
        new("ListHostedZones", "GET", "hostedzone", List),
        new("UpdateHostedZoneComment", "POST", "hostedzone/*", UpdateComment),
        new("DeleteHostedZone", "DELETE", "hostedzone/*", Delete),
        new("GetChange", "GET", "change/*", GetChange),
    ];

    private static CloudResponse Create(Route53Call call)
    {
        var body = call.Body("CreateHostedZoneRequest");
        var name = DomainName.Read(body.Element("Name")?.Value);
        var reference = body.Element("CallerReference")?.Value ?? throw Route53Errors.MalformedInput();
        if (body.Element("VPC") is not { } vpc)
            throw Route53Errors.InvalidInput("The simulator has private hosted zones only: a VPC is to be named.");
        if (call.Zones.OwnedBy(call.Account).Any(zone => zone.CallerReference == reference))
            throw Route53Errors.HostedZoneAlreadyExists();
        HostedZone zone = new(HostedZones.NewId('Z'), call.Account, name, reference)
        {
            Comment = body.Element("HostedZoneConfig")?.Element("Comment")?.Value,
            Vpcs = [ZoneVpcOperations.Read(call, vpc, name)],
        };
        call.Zones.Add(zone);
        var response = Route53Answer.Xml(HttpStatusCode.Created, new XElement(
            "CreateHostedZoneResponse", Write(zone), call.Changed(), ZoneVpcOperations.Write(zone.Vpcs[0])));
        response.Headers["Location"] = $"https://route53.amazonaws.com/2013-04-01/hostedzone/{zone.Id}";
        return response;
    }

    private static CloudResponse Get(Route53Call call) => Route53Answer.Xml(
        "GetHostedZoneResponse", Write(call.Zone), new XElement("VPCs", call.Zone.Vpcs.Select(ZoneVpcOperations.Write)));

    private static CloudResponse List(Route53Call call)
    {
        var from = call["marker"] ?? "";
        var rest = call.Zones.OwnedBy(call.Account)
            .OrderBy(zone => zone.Id, StringComparer.Ordinal)
            .Where(zone => string.CompareOrdinal(zone.Id, from) >= 0)
            .ToList();
        var isTruncated = rest.Count > call.PageSize;
        return Route53Answer.Xml(
            "ListHostedZonesResponse",
            new XElement("HostedZones", rest.Take(call.PageSize).Select(Write)),
            new XElement("Marker", from),
            new XElement("IsTruncated", isTruncated),
            isTruncated ? new XElement("NextMarker", rest[call.PageSize].Id) : null,
            new XElement("MaxItems", call.PageSize));
    }

    private static CloudResponse UpdateComment(Route53Call call)
    {
        call.Zone.Comment = call.Body("UpdateHostedZoneCommentRequest").Element("Comment")?.Value;
        return Route53Answer.Xml("UpdateHostedZoneCommentResponse", Write(call.Zone));
    }

    private static CloudResponse Delete(Route53Call call)
    {
        if (call.Zone.Records.Values.Any(record => !RecordChanges.IsRequired(call.Zone, record)))
            throw Route53Errors.HostedZoneNotEmpty();
        call.Zones.Remove(call.Zone);
        return Route53Answer.Xml("DeleteHostedZoneResponse", call.Changed());
    }

    /// <summary>A change holds at once, so it does whenever somebody asks.</summary>
    private static CloudResponse GetChange(Route53Call call)
    {
        var id = call.Arguments[0];
        var submitted = call.Zones.WhenChanged(id) ?? throw Route53Errors.NoSuchChange(id);
        return Route53Answer.Xml("GetChangeResponse", Route53Answer.ChangeInfo(id, "INSYNC", submitted));
    }

    private static XElement Write(HostedZone zone) => new(
        "HostedZone",
        new XElement("Id", $"/hostedzone/{zone.Id}"),
        new XElement("Name", DomainName.Write(zone.Name)),
        new XElement("CallerReference", zone.CallerReference),
        new XElement(
            "Config",
            zone.Comment is { } comment ? new XElement("Comment", comment) : null,
            new XElement("PrivateZone", true)),
        new XElement("ResourceRecordSetCount", zone.Records.Count));
}
