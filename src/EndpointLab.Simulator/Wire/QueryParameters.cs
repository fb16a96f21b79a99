using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using EndpointLab.Simulator.Ec2;

namespace EndpointLab.Simulator.Wire;

/// <summary>
/// The parameters of a Query request, or of one structure in it: <c>Filter.1.Name</c> is <c>Name</c> in the first of
/// <c>Structures("Filter")</c>.
/// </summary>
internal sealed class QueryParameters
{
    /// <summary>More than any call needs, and few enough to look at all pairs of them.</summary>
    private const int MostParameters = 5000;

    private readonly Dictionary<string, string> all;

    /// <summary>All names in their order, in which those that start alike stand together.</summary>
    private readonly Lazy<string[]> names;
    private readonly string prefix;

    private QueryParameters(Dictionary<string, string> all, Lazy<string[]> names, string prefix)
    {
        this.all = all;
        this.names = names;
        this.prefix = prefix;
    }

    /// <summary>What the parameters of the whole request say.</summary>
    public IEnumerable<string> Values => all.Values;

    public string? this[string name] => all.GetValueOrDefault(prefix + name);

    /// <summary>Reads <c>Action=…&amp;VpcId.1=…</c> from the query string and from the form body.</summary>
    /// <exception cref="ServiceException">
    /// MalformedQueryString; InvalidCharacter: something no XML answer could hold; or RequestEntityTooLarge.
    /// </exception>
    public static QueryParameters Parse(string query, ReadOnlySpan<byte> body)
    {
        Dictionary<string, string> all = [];
        Add(all, query.AsSpan().TrimStart('?'));
        Add(all, Encoding.UTF8.GetString(body));
        if (all.Count > MostParameters)
            throw Ec2Errors.RequestTooLarge($"{MostParameters} parameters");
        return new(all, new(() => [.. all.Keys.Order(StringComparer.Ordinal)]), "");
    }

    /// <exception cref="ServiceException">MissingParameter.</exception>
    public string Required(string name) =>
        this[name] is { Length: > 0 } value ? value : throw Ec2Errors.MissingParameter(prefix + name);

    /// <summary>Refuses what the simulator doesn't know how to do, rather than ignore it.</summary>
    /// <exception cref="ServiceException">UnsupportedOperation: one of these parameters is there and asks for something.</exception>
    public void RefuseUnsupported(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this[name] is not (null or "" or "false"))
                throw Ec2Errors.UnsupportedOperation($"The simulator does not know the parameter {name}.");
        }
    }

    /// <summary>A yes or no; null where it is absent.</summary>
    public bool? Boolean(string name) => this[name]?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" => true,
        "FALSE" => false,
        _ => throw Ec2Errors.InvalidParameterValue($"Invalid value '{this[name]}' for {prefix + name}. Must be true or false."),
    };

    /// <summary>A whole number; null where it is absent.</summary>
    public int? Integer(string name)
    {
        if (this[name] is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Ec2Errors.InvalidParameterValue(prefix + name, text, "Must be an integer.");
    }

    /// <summary>One of a few words, or the default where it is absent.</summary>
    public string OneOf(string name, string otherwise, params IReadOnlyList<string> words)
    {
        var word = this[name] ?? otherwise;
        return words.Contains(word)
            ? word
            : throw Ec2Errors.InvalidParameterValue(prefix + name, word, $"Expecting {string.Join(", ", words)}.");
    }

    /// <summary>The values of <c>Name.1</c>, <c>Name.2</c>, …</summary>
    public IReadOnlyList<string> List(string name)
    {
        if (this[name + ".1"] is not { } value)
            return [];
        List<string> values = [];
        for (; value is not null; value = this[$"{name}.{values.Count + 1}"])
            values.Add(value);
        return values;
    }

    /// <summary>The structures <c>Name.1.…</c>, <c>Name.2.…</c>, …</summary>
    public IEnumerable<QueryParameters> Structures(string name)
    {
        for (var index = 1; ; index++)
        {
            var structure = Structure($"{name}.{index}");
            if (!structure.Any())
                yield break;
            yield return structure;
        }
    }

    /// <summary>The parameters that start with <c>Name.</c></summary>
    public QueryParameters Structure(string name) => new(all, names, $"{prefix}{name}.");

    public bool Any()
    {
        var found = Array.BinarySearch(names.Value, prefix, StringComparer.Ordinal);
        return found >= 0 || (~found < names.Value.Length && names.Value[~found].StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>A digest of all that decides what a call does: the same for two calls that ask the same.</summary>
    public string Fingerprint()
    {
        var asked = string.Join('&', all
            .Where(pair => pair.Key is not ("ClientToken" or "DryRun" or "Version"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={WebUtility.UrlEncode(pair.Value)}"));
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(asked)));
    }

    private static void Add(Dictionary<string, string> all, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('&');
            var pair = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals > 0)
                all[Decode(pair[..equals])] = Decode(pair[(equals + 1)..]);
        }
    }

    private static string Decode(ReadOnlySpan<char> text)
    {
        var decoded = PercentEncoding.DecodeForm(text) ?? throw Ec2Errors.MalformedQueryString();
        try
        {
            return XmlConvert.VerifyXmlChars(decoded);
        }
        catch (XmlException)
        {
            throw Ec2Errors.InvalidCharacter();
        }
    }
}
