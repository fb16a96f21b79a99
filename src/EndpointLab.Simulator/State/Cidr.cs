using System.Globalization;

namespace EndpointLab.Simulator.State;

/// <summary>A block of addresses of one family, in canonical form: bits beyond the prefix are zero.</summary>
internal readonly record struct Cidr
{
    public Cidr(Address address, int prefixLength)
    {
        PrefixLength = prefixLength;
        First = address.First(prefixLength);
    }

    public static Cidr AnyIpv4 { get; } = Parse("0.0.0.0/0");

    public static Cidr AnyIpv6 { get; } = Parse("::/0");

    /// <summary>The lowest address.</summary>
    public Address First { get; }

    /// <summary>The number of leading bits that all addresses of the block share: 0 to 32, or to 128.</summary>
    public int PrefixLength { get; }

    public Address Last => First.Last(PrefixLength);

    public bool IsIpv6 => First.IsIpv6;

    /// <summary>The number of bits that tell the block's addresses apart: it holds two to their power.</summary>
    public int HostBits => First.Bits - PrefixLength;

    /// <summary>Reads <c>10.0.0.0/16</c> or <c>fd00::/8</c>; bits beyond the prefix are cleared, as AWS clears them.</summary>
    public static bool TryParse(string text, out Cidr cidr)
    {
        cidr = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !Address.TryParse(text[..slash], out var address))
            return false;
        var isLength = int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        if (!isLength || length > address.Bits)
            return false;
        cidr = new(address, length);
        return true;
    }

    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr : throw new FormatException($"{text} is no address block.");

    public bool Contains(Address address) => address.IsIpv6 == IsIpv6 && First <= address && address <= Last;

    public bool Contains(Cidr other) => other.PrefixLength >= PrefixLength && Contains(other.First);

    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    public override string ToString() => $"{First}/{PrefixLength}";
}
