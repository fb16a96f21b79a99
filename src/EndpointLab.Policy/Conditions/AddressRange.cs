using System.Globalization;
using System.Net;

namespace EndpointLab.Policy.Conditions;

/// <summary>An address, or a range in CIDR notation, of either family. Bits beyond the prefix are ignored, as AWS ignores them.</summary>
internal readonly record struct AddressRange(IPAddress Address, int PrefixLength)
{
    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        var parts = text.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || !parts[0].AsSpan().ContainsAny('.', ':'))
            return false;
        var bits = address.GetAddressBytes().Length * 8;
        var length = bits;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
            return false;
        range = new(address, length);
        return true;
    }

    public bool Contains(AddressRange other)
    {
        var (mine, its) = (Address.GetAddressBytes(), other.Address.GetAddressBytes());
        if (mine.Length != its.Length || other.PrefixLength < PrefixLength)
            return false;
        var whole = PrefixLength / 8;
        var mask = (byte)(0xFF00 >> (PrefixLength % 8));
        return mine.AsSpan(0, whole).SequenceEqual(its.AsSpan(0, whole))
            && (whole == mine.Length || (mine[whole] & mask) == (its[whole] & mask));
    }
}
