using System.Xml.Linq;
using Amazon.Runtime;

namespace EndpointLab;

/// <summary>The body of an answer, in the protocol of the service that was asked.</summary>
internal sealed class SignedAnswer : AmazonWebServiceResponse
{
    public byte[] Body { get; init; } = [];

    /// <summary>The root element, with no namespace anywhere.</summary>
    public XElement Xml() => Xml(Body);

    /// <exception cref="System.Xml.XmlException">It is no XML.</exception>
    public static XElement Xml(byte[] body)
    {
        using MemoryStream stream = new(body, writable: false);
        var root = XElement.Load(stream);
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root;
    }
}
