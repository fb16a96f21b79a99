using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EndpointLab;

/// <summary>An address of either family, as a number.</summary>
internal readonly record struct IpAddress(UInt128 Value, bool IsIpv6)
{
    public const int Ipv4Bits = 32, Ipv6Bits = 128;

    public int Bits => IsIpv6 ? Ipv6Bits : Ipv4Bits;

    /// <summary>Reads an address in the one form that RFC 6943 calls strict, or any that IPv6 allows, without a zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.ContainsAny("[]%") || !IPAddress.TryParse(text, out var parsed) || parsed.IsIPv4MappedToIPv6
            || (parsed.AddressFamily == AddressFamily.InterNetwork && !text.SequenceEqual($"{parsed}")))
        {
            return false;
        }

        var isIpv6 = parsed.AddressFamily == AddressFamily.InterNetworkV6;
        Span<byte> bytes = stackalloc byte[Ipv6Bits / 8];
        bytes.Clear();
        parsed.TryWriteBytes(isIpv6 ? bytes : bytes[((Ipv6Bits - Ipv4Bits) / 8)..], out _);
        address = new(BinaryPrimitives.ReadUInt128BigEndian(bytes), isIpv6);
        return true;
    }

    /// <exception cref="FormatException">It is no address.</exception>
    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address.");

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Ipv6Bits / 8];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(IsIpv6 ? bytes : bytes[((Ipv6Bits - Ipv4Bits) / 8)..]).ToString();
    }
}
