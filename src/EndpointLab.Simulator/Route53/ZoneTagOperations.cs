using System.Xml.Linq;

namespace EndpointLab.Simulator.Route53;

/// <summary>A hosted zone's tags.</summary>
internal static class ZoneTagOperations
{
    public static readonly Route53Operation[] All =
    [
        new("ListTagsForResource", "GET", "tags/hostedzone/*", List),
        new("ChangeTagsForResource", "POST", "tags/hostedzone/*", Change),
    ];

    private static CloudResponse List(Route53Call call) => Route53Answer.Xml(
        "ListTagsForResourceResponse",
        new XElement(
            "ResourceTagSet",
            new XElement("ResourceType", "hostedzone"),
            new XElement("ResourceId", call.Zone.Id),
            new XElement("Tags", call.Zone.Tags.Select(tag =>
                new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value))))));

    private static CloudResponse Change(Route53Call call)
    {
        var body = call.Body("ChangeTagsForResourceRequest");
        var zone = call.Zone;
        foreach (var key in body.Element("RemoveTagKeys")?.Elements("Key") ?? [])
            zone.Tags.Remove(key.Value);
        foreach (var tag in body.Element("AddTags")?.Elements("Tag") ?? [])
            zone.Tags[tag.Element("Key")?.Value ?? throw Route53Errors.MalformedInput()] = tag.Element("Value")?.Value ?? "";
        return Route53Answer.Xml("ChangeTagsForResourceResponse");
    }
}
