using System.Globalization;
using System.Xml;

namespace EndpointLab.Simulator.Wire;

/// <summary>Writes an answer in a service's XML. What is null isn't written; an empty list is, as an empty element.</summary>
/// <param name="xmlns">The namespace of all elements.</param>
/// <param name="item">What the elements of lists are called.</param>
/// <typeparam name="T">The service's own kind of answer.</typeparam>
internal abstract class XmlAnswer<T>(string xmlns, string item) : IDisposable
    where T : XmlAnswer<T>
{
    private static readonly XmlWriterSettings Settings = new() { CheckCharacters = false, Encoding = new System.Text.UTF8Encoding(false) };

    private readonly MemoryStream stream = new(1024);

    protected XmlWriter Xml => field ??= XmlWriter.Create(stream, Settings);

    public void Text(string name, string? value)
    {
        if (value is null)
            return;
        Start(name);
        Xml.WriteString(value);
        Xml.WriteEndElement();
    }

    public void Flag(string name, bool? value) => Text(name, value switch { true => "true", false => "false", null => null });

    public void Number(string name, long? value) => Text(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Time(string name, DateTimeOffset? value) => Text(name, Format(value));

    /// <summary>A time as AWS writes it.</summary>
    public static string? Format(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes <c>&lt;name&gt;…&lt;/name&gt;</c> around what <paramref name="content"/> writes.</summary>
    public void Element(string name, Action content)
    {
        Start(name);
        content();
        Xml.WriteEndElement();
    }

    public void Element<TValue>(string name, TValue value, Action<T, TValue> write)
    {
        Start(name);
        write((T)this, value);
        Xml.WriteEndElement();
    }

    /// <summary>Writes an element that holds one element for each item.</summary>
    public void List<TItem>(string name, IEnumerable<TItem> items, Action<T, TItem> write)
    {
        Start(name);
        foreach (var one in items)
            Element(item, one, write);
        Xml.WriteEndElement();
    }

    /// <summary>Writes an element that holds one element with text for each item.</summary>
    public void TextList(string name, IEnumerable<string> items)
    {
        Start(name);
        foreach (var one in items)
            Text(item, one);
        Xml.WriteEndElement();
    }

    public virtual byte[] End()
    {
        Xml.WriteEndElement();
        Xml.Flush();
        return stream.ToArray();
    }

    public void Dispose() => Xml.Dispose();

    protected virtual void Start(string name) => Xml.WriteStartElement(name, xmlns);
}
