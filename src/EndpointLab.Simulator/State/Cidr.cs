using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EndpointLab.Simulator.State;

/// <summary>An IPv4 block in canonical form: bits beyond the prefix are zero.</summary>
internal readonly record struct Cidr
{
    public Cidr(uint address, int prefixLength)
    {
        PrefixLength = prefixLength;
        First = address & Mask(prefixLength);
    }

    public static Cidr Any { get; } = new(0, 0);

    /// <summary>The lowest address.</summary>
    public uint First { get; }

    /// <summary>The number of leading bits that all addresses of the block share: 0 to 32.</summary>
    public int PrefixLength { get; }

    public uint Last => First | ~Mask(PrefixLength);

    public long Size => 1L << (32 - PrefixLength);

    /// <summary>Reads <c>10.0.0.0/16</c>; bits beyond the prefix are cleared, as AWS clears them.</summary>
    public static bool TryParse(string text, out Cidr cidr)
    {
        cidr = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !TryParseAddress(text[..slash], out var address))
            return false;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 32)
            return false;
        cidr = new(address, length);
        return true;
    }

    public static Cidr Parse(string text) => TryParse(text, out var cidr) ? cidr : throw new FormatException($"{text} is no IPv4 block.");

    /// <summary>Reads a dotted IPv4 address of four parts.</summary>
    public static bool TryParseAddress(string text, out uint address)
    {
        address = 0;
        if (text.AsSpan().Count('.') != 3 || !IPAddress.TryParse(text, out var parsed))
            return false;
        if (parsed.AddressFamily != AddressFamily.InterNetwork)
            return false;
        Span<byte> bytes = stackalloc byte[4];
        parsed.TryWriteBytes(bytes, out _);
        address = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return true;
    }

    public static string Format(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";

    /// <summary>The address in dotted form; null where there is none.</summary>
    public static string? Format(uint? address) => address is { } given ? Format(given) : null;

    public bool Contains(uint address) => (address & Mask(PrefixLength)) == First;

    public bool Contains(Cidr other) => other.PrefixLength >= PrefixLength && Contains(other.First);

    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    public override string ToString() => $"{Format(First)}/{PrefixLength}";

    private static uint Mask(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
}
