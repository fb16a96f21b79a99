using System.Xml;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Wire;

/// <summary>Reads XML that a client sent.</summary>
internal static class XmlBody
{
    /// <summary>The root element, with all names in no namespace; null where the body is no XML.</summary>
    public static XElement? Parse(byte[] body)
    {
        try
        {
            if (IsTooDeep(body))
                return null;
            using var reader = Reader(body);
            var element = XElement.Load(reader);
            foreach (var one in element.DescendantsAndSelf())
                one.Name = one.Name.LocalName;
            return element;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Whether it is nested deeper than anything AWS takes: building it would take time by the square of the depth.</summary>
    private static bool IsTooDeep(byte[] body)
    {
        const int most = 16;
        using var reader = Reader(body);
        while (reader.Read())
        {
            if (reader.Depth > most)
                return true;
        }

        return false;
    }

    private static XmlReader Reader(byte[] body) =>
        XmlReader.Create(new MemoryStream(body), new() { DtdProcessing = DtdProcessing.Prohibit });
}
