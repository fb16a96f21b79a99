using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace EndpointLab.Simulator.State;

/// <summary>
/// An address of either family, in one number: an IPv4 address is its IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), which as such is
/// never written. So the addresses of a family follow each other, IPv4 counts as the low 32 bits, and both take 16 bytes.
/// </summary>
internal readonly record struct Address : IComparable<Address>, IComparisonOperators<Address, Address, bool>
{
    private const int Ipv4Bits = 32;
    private const ulong Ipv4Prefix = 0xFFFF;

    private readonly UInt128 number;

    private Address(UInt128 number) => this.number = number;

    public bool IsIpv6 => number >> Ipv4Bits != Ipv4Prefix;

    /// <summary>The number of bits of an address of the family.</summary>
    public int Bits => IsIpv6 ? 128 : Ipv4Bits;

    /// <summary>A text whose order is that of the addresses.</summary>
    public string SortKey => number.ToString("x32", CultureInfo.InvariantCulture);

    public static Address operator +(Address address, UInt128 distance) => new(address.number + distance);

    public static Address operator -(Address address, UInt128 distance) => new(address.number - distance);

    /// <summary>How far two addresses of a family are apart.</summary>
    public static UInt128 operator -(Address address, Address other) => address.number - other.number;

    public static bool operator <(Address left, Address right) => left.number < right.number;

    public static bool operator >(Address left, Address right) => left.number > right.number;

    public static bool operator <=(Address left, Address right) => left.number <= right.number;

    public static bool operator >=(Address left, Address right) => left.number >= right.number;

    /// <summary>Reads an IPv4 address of four decimal parts, or an IPv6 address without zone.</summary>
    public static bool TryParse(string text, out Address address)
    {
        address = default;
        if (text.AsSpan().ContainsAny("[]%") || !IPAddress.TryParse(text, out var parsed))
            return false;
        Span<byte> bytes = stackalloc byte[16];
        parsed.MapToIPv6().TryWriteBytes(bytes, out _);
        address = new(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIpv6 : address.ToString() == text;
    }

    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"{text} is no address.");

    /// <summary>The first address of the block of that prefix length in which this one lies.</summary>
    public Address First(int prefixLength) => new(number & ~After(prefixLength));

    /// <summary>The last address of the block of that prefix length in which this one lies.</summary>
    public Address Last(int prefixLength) => new(number | After(prefixLength));

    public int CompareTo(Address other) => number.CompareTo(other.number);

    /// <summary>The shortest form in small letters, as AWS writes it: 10.0.0.1, 2600:1f14::1.</summary>
    public override string ToString()
    {
        if (!IsIpv6)
        {
            var low = (uint)number;
            return $"{low >> 24}.{(low >> 16) & 255}.{(low >> 8) & 255}.{low & 255}";
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>The bits that follow a prefix.</summary>
    private UInt128 After(int prefixLength) => prefixLength == Bits ? 0 : UInt128.MaxValue >> (128 - Bits + prefixLength);
}
