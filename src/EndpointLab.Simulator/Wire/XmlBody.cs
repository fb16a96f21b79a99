using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Wire;

/// <summary>Reads XML that a client sent, and writes what it gets.</summary>
internal static class XmlBody
{
    // Names may hold characters that XML 1.0 has no way to write; AWS writes them as entities all the same.
    private static readonly XmlWriterSettings Settings = new() { CheckCharacters = false, Encoding = new UTF8Encoding(false) };

    public static byte[] Write(XElement element)
    {
        using MemoryStream stream = new();
        using (var writer = XmlWriter.Create(stream, Settings))
            element.Save(writer);
        return stream.ToArray();
    }

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
