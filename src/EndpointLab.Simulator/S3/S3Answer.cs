using System.Globalization;
using System.Net;
using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>S3's answers: XML, nothing, or an object's bytes.</summary>
internal static class S3Answer
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static CloudResponse NoContent() => Empty(HttpStatusCode.NoContent);

    public static CloudResponse Empty(HttpStatusCode status = HttpStatusCode.OK) => new(status, "application/xml", []);

    public static CloudResponse Xml(string root, params object?[] content)
    {
        XElement element = new(Namespace + root, content);
        foreach (var one in element.Descendants())
            one.Name = Namespace + one.Name.LocalName;
        return Xml(HttpStatusCode.OK, element);
    }

    /// <summary>A refusal; of a HEAD request it has no body.</summary>
    public static CloudResponse Error(ServiceException refusal, string resource, S3RequestId id, bool headOnly) =>
        headOnly || refusal.Status is HttpStatusCode.NotModified
            ? Empty(refusal.Status)
            : Xml(refusal.Status, new XElement(
                "Error",
                new XElement("Code", refusal.Code),
                new XElement("Message", refusal.Message),
                refusal.Details.Select(detail => new XElement(detail.Name, detail.Value)),
                refusal.Status is HttpStatusCode.MethodNotAllowed ? new XElement("Resource", resource) : null,
                new XElement("RequestId", id.Request),
                new XElement("HostId", id.Host)));

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.'000Z'", CultureInfo.InvariantCulture);

    private static CloudResponse Xml(HttpStatusCode status, XElement element) => new(status, "application/xml", XmlBody.Write(element));
}
