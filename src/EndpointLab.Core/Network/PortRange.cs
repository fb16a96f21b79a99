using System.Globalization;

namespace EndpointLab;

/// <summary>TCP or UDP ports, both ends included.</summary>
public readonly record struct PortRange(int From, int To)
{
    /// <summary>Reads <c>22</c> or <c>8000-8100</c>.</summary>
    /// <exception cref="LabException">It is neither.</exception>
    public static PortRange Parse(string text)
    {
        var dash = text.IndexOf('-');
        var (first, last) = dash < 0 ? (text, text) : (text[..dash], text[(dash + 1)..]);
        return Port(first) is { } from && Port(last) is { } to && from <= to ? new(from, to) : throw new LabException(
            ErrorId.InvalidArgument, $"'{text}' is not a port or a range of ports.", "Write 22 or 8000-8100, from 0 to 65535.", text);
    }

    public override string ToString() => From == To ? $"{From}" : $"{From}-{To}";

    private static int? Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
}
