using System.Globalization;
using System.Xml;

namespace EndpointLab.Simulator.Ec2;

/// <summary>Writes EC2's XML. What is null isn't written; an empty list is, as an empty element.</summary>
internal sealed class Ec2Answer : IDisposable
{
    private const string Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";

    private static readonly XmlWriterSettings Settings = new() { CheckCharacters = false, Encoding = new System.Text.UTF8Encoding(false) };

    private readonly MemoryStream stream = new(1024);
    private readonly XmlWriter xml;

    public Ec2Answer(string action, string requestId, RegionState region)
    {
        Region = region;
        xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartElement(action + "Response", Namespace);
        Text("requestId", requestId);
    }

    public RegionState Region { get; }

    public Moment Now => Region.Now;

    public void Text(string name, string? value)
    {
        if (value is not null)
            xml.WriteElementString(name, Namespace, value);
    }

    public void Flag(string name, bool? value) => Text(name, value switch { true => "true", false => "false", null => null });

    public void Number(string name, long? value) => Text(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Time(string name, DateTimeOffset? value) =>
        Text(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Writes <c>&lt;name&gt;…&lt;/name&gt;</c> around what <paramref name="content"/> writes.</summary>
    public void Element(string name, Action content)
    {
        xml.WriteStartElement(name, Namespace);
        content();
        xml.WriteEndElement();
    }

    public void Element<T>(string name, T value, Action<Ec2Answer, T> write)
    {
        xml.WriteStartElement(name, Namespace);
        write(this, value);
        xml.WriteEndElement();
    }

    /// <summary>Writes <c>&lt;name&gt;&lt;item&gt;…&lt;/item&gt;…&lt;/name&gt;</c>.</summary>
    public void List<T>(string name, IEnumerable<T> items, Action<Ec2Answer, T> write)
    {
        xml.WriteStartElement(name, Namespace);
        foreach (var item in items)
            Element("item", item, write);
        xml.WriteEndElement();
    }

    /// <summary>Writes <c>&lt;name&gt;&lt;item&gt;text&lt;/item&gt;…&lt;/name&gt;</c>.</summary>
    public void TextList(string name, IEnumerable<string> items)
    {
        xml.WriteStartElement(name, Namespace);
        foreach (var item in items)
            Text("item", item);
        xml.WriteEndElement();
    }

    public void Tags(ITagged tagged) => List("tagSet", tagged.Tags, static (xml, tag) =>
    {
        xml.Text("key", tag.Key);
        xml.Text("value", tag.Value);
    });

    /// <summary>What a call answers that only says it worked.</summary>
    public void Success() => Flag("return", true);

    public byte[] End()
    {
        xml.WriteEndElement();
        xml.Flush();
        return stream.ToArray();
    }

    public void Dispose() => xml.Dispose();
}
