using System.Net;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Route53;

/// <summary>Route 53's answers.</summary>
internal static class Route53Answer
{
    private static readonly XNamespace Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    public static CloudResponse Xml(string root, params object?[] content) => Xml(HttpStatusCode.OK, new(root, content));

    public static CloudResponse Xml(HttpStatusCode status, XElement element)
    {
        foreach (var one in element.DescendantsAndSelf())
            one.Name = Namespace + one.Name.LocalName;
        return new(status, "text/xml", XmlBody.Write(element))
        {
            Headers = { ["x-amzn-RequestId"] = Guid.NewGuid().ToString() },
        };
    }

    public static CloudResponse Error(ServiceException refusal) => Xml(refusal.Status, new XElement(
        "ErrorResponse",
        new XElement(
            "Error",
            new XElement("Type", refusal.Status < HttpStatusCode.InternalServerError ? "Sender" : "Receiver"),
            new XElement("Code", refusal.Code),
            new XElement("Message", refusal.Message)),
        new XElement("RequestId", Guid.NewGuid())));

    /// <summary>What tells of a change that its caller is to look after with GetChange.</summary>
    public static XElement ChangeInfo(string id, string status, DateTimeOffset submitted) => new(
        "ChangeInfo",
        new XElement("Id", $"/change/{id}"),
        new XElement("Status", status),
        new XElement("SubmittedAt", QueryAnswer.Format(submitted)));
}
