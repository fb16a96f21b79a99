using System.Globalization;

namespace EndpointLab;

/// <summary>
/// A CIDR block of either family, its host bits cleared as EC2 itself clears them (CreateVpc, CreateSubnet and CreateRoute say so).
/// </summary>
public readonly record struct Cidr
{
    /// <summary>The largest and the smallest IPv4 block that a VPC or subnet may have, as a prefix length.</summary>
    private const int Largest = 16, Smallest = 28;

    /// <summary>The same for the IPv6 block of a subnet, and the steps in between.</summary>
    private const int LargestIpv6 = 44, SmallestIpv6 = 64, Step = 4;

    private readonly IpAddress first;

    /// <summary>The block of that length in which the address lies.</summary>
    internal Cidr(IpAddress address, int length)
    {
        Length = length;
        first = address with { Value = address.Value & ~HostMask(address.Bits - length) };
    }

    public int Length { get; }

    public bool IsIpv6 => first.IsIpv6;

    internal IpAddress First => first;

    internal IpAddress Last => first with { Value = first.Value | HostMask(first.Bits - Length) };

    /// <exception cref="LabException">The text is no CIDR block.</exception>
    public static Cidr Parse(string text) => TryParse(text) ?? throw new LabException(
        ErrorId.InvalidCidrBlock,
        $"'{text}' is not a CIDR block.",
        "Write it as address/length, such as 10.0.0.0/16 or 2001:db8::/56.",
        text);

    /// <exception cref="LabException">The text is no IPv4 CIDR block.</exception>
    public static Cidr ParseIpv4(string text) => TryParse(text) is { IsIpv6: false } block ? block : throw new LabException(
        ErrorId.InvalidCidrBlock, $"'{text}' is not an IPv4 CIDR block.", "Write it as address/length, such as 10.0.0.0/16.", text);

    /// <exception cref="LabException">The text is no IPv6 CIDR block.</exception>
    public static Cidr ParseIpv6(string text) => TryParse(text) is { IsIpv6: true } block ? block : throw new LabException(
        ErrorId.InvalidCidrBlock, $"'{text}' is not an IPv6 CIDR block.", "Write it as address/length, such as 2001:db8:0:1::/64.", text);

    public bool Contains(Cidr other) => Length <= other.Length && Contains(other.first);

    internal bool Contains(IpAddress address) => address.IsIpv6 == IsIpv6 && First.Value <= address.Value && address.Value <= Last.Value;

    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>The block, if a subnet of a VPC with these blocks may have it ("Subnet sizing" in Amazon's VPC User Guide).</summary>
    /// <exception cref="LabException">It is too large, too small, or outside of the VPC.</exception>
    public Cidr RequireSubnetOf(Vpc vpc)
    {
        var block = this;
        var all = IsIpv6 ? vpc.Ipv6CidrBlocks : vpc.CidrBlocks;
        var fits = IsIpv6 ? Length is >= LargestIpv6 and <= SmallestIpv6 && Length % Step == 0 : Length is >= Largest and <= Smallest;
        return !fits ? throw new LabException(
                ErrorId.InvalidCidrBlock,
                $"{block} is not the size of a subnet.",
                IsIpv6
                    ? $"The IPv6 block of a subnet is between /{LargestIpv6} and /{SmallestIpv6} in steps of {Step}, such as /64."
                    : $"A subnet is between /{Largest} and /{Smallest}, such as /24.",
                $"{block}")
            : !all.Any(own => Parse(own).Contains(block)) ? throw new LabException(
                ErrorId.InvalidCidrBlock,
                $"{block} lies outside of {vpc.VpcId}, which has {(all.Length == 0 ? "no IPv6 block" : string.Join(", ", all))}.",
                all.Length == 0 ? "Create the VPC with -AmazonProvidedIpv6CidrBlock." : "Choose a block inside the VPC's own.",
                $"{block}")
            : block;
    }

    public override string ToString() => $"{first}/{Length}";

    private static UInt128 HostMask(int bits) => bits == 0 ? 0 : UInt128.MaxValue >> (IpAddress.Ipv6Bits - bits);

    private static Cidr? TryParse(string text)
    {
        var slash = text.IndexOf('/');
        return slash >= 0 && IpAddress.TryParse(text.AsSpan(0, slash), out var address)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= address.Bits
                ? new Cidr(address, length)
                : null;
    }
}
