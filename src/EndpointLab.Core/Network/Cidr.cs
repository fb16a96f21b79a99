using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EndpointLab;

/// <summary>An IPv4 CIDR block, its host bits cleared as EC2 itself clears them (CreateVpc, CreateSubnet and CreateRoute say so).</summary>
public readonly record struct Cidr
{
    /// <summary>The largest and the smallest block that a VPC or subnet may have, as a prefix length.</summary>
    private const int Largest = 16, Smallest = 28;

    private readonly uint first;

    /// <param name="address">Any address of the block, as the 32-bit number that it is.</param>
    /// <param name="length">How many leading bits its addresses share, 0 to 32.</param>
    public Cidr(uint address, int length)
    {
        first = address & Mask(length);
        Length = length;
    }

    public int Length { get; }

    /// <exception cref="LabException">The text is not an IPv4 CIDR block.</exception>
    public static Cidr Parse(string text)
    {
        var slash = text.IndexOf('/');
        return slash > 0
            && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            && address.AddressFamily == AddressFamily.InterNetwork
            && address.ToString() == text[..slash]
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= 32
            ? new(BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()), length)
            : throw new LabException(
                ErrorId.InvalidCidrBlock, $"'{text}' is not an IPv4 CIDR block.", "Write it as address/length, such as 10.0.0.0/16.", text);
    }

    public bool Contains(Cidr other) => Length <= other.Length && (other.first & Mask(Length)) == first;

    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>The block, if a subnet of a VPC with these blocks may have it ("Subnet sizing" in Amazon's VPC User Guide).</summary>
    /// <exception cref="LabException">It is too large, too small, or outside of the VPC.</exception>
    public Cidr RequireSubnetOf(Vpc vpc)
    {
        var block = this;
        return Length is < Largest or > Smallest ? throw new LabException(
                ErrorId.InvalidCidrBlock,
                $"{block} is not the size of a subnet.",
                $"A subnet is between /{Largest} and /{Smallest}, such as /24.",
                $"{block}")
            : !vpc.CidrBlocks.Any(own => Parse(own).Contains(block)) ? throw new LabException(
                ErrorId.InvalidCidrBlock,
                $"{block} lies outside of {vpc.VpcId}, which has {string.Join(", ", vpc.CidrBlocks)}.",
                "Choose a block inside the VPC's own.",
                $"{block}")
            : block;
    }

    public override string ToString() => $"{Text(first)}/{Length}";

    private static string Text(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";

    private static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);
}
