using System.Xml.Linq;

namespace EndpointLab.Simulator.Route53;

/// <summary>The VPCs in which a private hosted zone decides what its names mean.</summary>
internal static class ZoneVpcOperations
{
    public static readonly Route53Operation[] All =
    [
        new("AssociateVPCWithHostedZone", "POST", "hostedzone/*/associatevpc", Associate),
        new("DisassociateVPCFromHostedZone", "POST", "hostedzone/*/disassociatevpc", Disassociate),
        new("ListHostedZonesByVPC", "GET", "hostedzonesbyvpc", ListByVpc),
    ];

    /// <summary>Reads a VPC that is to be associated with a zone.</summary>
    /// <param name="name">The zone's name.</param>
    /// <exception cref="ServiceException">There is no such VPC, or it has the name from elsewhere.</exception>
    public static ZoneVpc Read(Route53Call call, XElement element, string name)
    {
        var vpc = Read(element);
        if (Region.Find(vpc.Region) is null
            || call.Cloud.RegionOf(call.Account, vpc.Region) is var region && !region.Vpcs.TryGet(vpc.VpcId, out _))
        {
            throw Route53Errors.InvalidVpcId(vpc);
        }
        if (call.Zones.Of(vpc).FirstOrDefault(zone => zone.Name == name) is { } other)
            throw Route53Errors.ConflictingDomainExists(vpc, $"the hosted zone {other.Id}");
        var endpoints = region.VpcEndpointsOf(region.Vpcs[vpc.VpcId]);
        if (endpoints.FirstOrDefault(endpoint => endpoint.PrivateDomains.Contains(name)) is { } endpoint)
            throw Route53Errors.ConflictingDomainExists(vpc, $"the private DNS of {endpoint.Id}");
        return vpc;
    }

    public static XElement Write(ZoneVpc vpc) =>
        new("VPC", new XElement("VPCRegion", vpc.Region), new XElement("VPCId", vpc.VpcId));

    private static CloudResponse Associate(Route53Call call)
    {
        var element = call.Body("AssociateVPCWithHostedZoneRequest").Element("VPC") ?? throw Route53Errors.MalformedInput();
        call.Zone.Vpcs.Add(Read(call, element, call.Zone.Name));
        return Route53Answer.Xml("AssociateVPCWithHostedZoneResponse", call.Changed());
    }

    private static CloudResponse Disassociate(Route53Call call)
    {
        var vpc = Read(call.Body("DisassociateVPCFromHostedZoneRequest").Element("VPC") ?? throw Route53Errors.MalformedInput());
        if (!call.Zone.Vpcs.Contains(vpc))
            throw Route53Errors.VpcAssociationNotFound(vpc, call.Zone);
        if (call.Zone.Vpcs.Count == 1)
            throw Route53Errors.LastVpcAssociation();
        call.Zone.Vpcs.Remove(vpc);
        return Route53Answer.Xml("DisassociateVPCFromHostedZoneResponse", call.Changed());
    }

    private static CloudResponse ListByVpc(Route53Call call)
    {
        ZoneVpc vpc = new(call["vpcregion"] ?? "", call["vpcid"] ?? "");
        if (Region.Find(vpc.Region) is null || !call.Cloud.RegionOf(call.Account, vpc.Region).Vpcs.TryGet(vpc.VpcId, out _))
            throw Route53Errors.InvalidInput($"The VPC {vpc.VpcId} in region {vpc.Region} is not the account's own.");
        var from = call["nexttoken"] ?? "";
        var rest = call.Zones.Of(vpc)
            .OrderBy(zone => zone.Id, StringComparer.Ordinal)
            .Where(zone => string.CompareOrdinal(zone.Id, from) >= 0)
            .ToList();
        return Route53Answer.Xml(
            "ListHostedZonesByVPCResponse",
            new XElement("HostedZoneSummaries", rest.Take(call.PageSize).Select(zone => new XElement(
                "HostedZoneSummary",
                new XElement("HostedZoneId", zone.Id),
                new XElement("Name", DomainName.Write(zone.Name)),
                new XElement("Owner", new XElement("OwningAccount", zone.AccountId))))),
            new XElement("MaxItems", call.PageSize),
            rest.Count > call.PageSize ? new XElement("NextToken", rest[call.PageSize].Id) : null);
    }

    private static ZoneVpc Read(XElement element) => new(element.Element("VPCRegion")?.Value ?? "", element.Element("VPCId")?.Value ?? "");
}
