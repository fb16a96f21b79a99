using System.Globalization;
using System.Text;

namespace EndpointLab.Simulator.Wire;

/// <summary>Percent-encoded UTF-8 (RFC 3986).</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What a path stands for; null where a % is followed by anything but two digits, or the bytes are no UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<char> text) => Decode(text, plus: '+');

    /// <summary>What a name or value in a query or form stands for, where + is a space.</summary>
    public static string? DecodeForm(ReadOnlySpan<char> text) => Decode(text, plus: ' ');

    /// <summary>The names and values of a query, the last value of each name; null where one stands for nothing.</summary>
    public static Dictionary<string, string>? Query(Uri uri)
    {
        Dictionary<string, string> query = [];
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (DecodeForm(parts[0]) is not { } name || DecodeForm(parts.Length == 2 ? parts[1] : "") is not { } value)
                return null;
            query[name] = value;
        }

        return query;
    }

    private static string? Decode(ReadOnlySpan<char> text, char plus)
    {
        if (text.IndexOfAny('%', '+') < 0)
            return text.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var rest = bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes));
        var size = 0;
        for (; rest.Length > 0; rest = rest[1..])
        {
            var one = rest[0] == '+' ? (byte)plus : rest[0];
            if (one == '%')
            {
                if (rest.Length < 3
                    || !byte.TryParse(rest.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out one))
                {
                    return null;
                }
                rest = rest[2..];
            }
            bytes[size++] = one;
        }
        try
        {
            return Strict.GetString(bytes, 0, size);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
