using System.Xml;
using System.Xml.Linq;

namespace EndpointLab.Export;

/// <summary>Elements of HTML and SVG, whose texts and attributes are escaped as they are written.</summary>
internal static class HtmlText
{
    /// <param name="content">Texts, elements, attributes, and lists of those.</param>
    public static XElement Element(string name, params object?[] content) => new(name, content.Select(Clean));

    public static XAttribute Attribute(string name, object value) => new(name, $"{Clean($"{value}")}");

    /// <summary>Without the characters that neither XML nor HTML can have.</summary>
    private static object? Clean(object? content) => content switch
    {
        string text => string.Concat(text.Where(one => XmlConvert.IsXmlChar(one) || char.IsSurrogate(one))),
        _ => content,
    };
}
