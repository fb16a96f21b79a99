namespace EndpointLab.Analysis;

/// <summary>Addresses that mean something by themselves.</summary>
internal static class AmazonAddresses
{
    private static readonly IpAddress[] LinkLocal =
    [
        .. new[] { "169.254.169.254", "169.254.169.253", "169.254.169.123", "fd00:ec2::253", "fd00:ec2::254", "fd00:ec2::123" }
            .Select(IpAddress.Parse),
    ];

    private static readonly RangeSet PrivateIpv4 = Blocks(
        false, "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

    private static readonly RangeSet PrivateIpv6 = Blocks(true, "::1/128", "fc00::/7", "fe80::/10");

    /// <summary>The IPv6 addresses that stand for IPv4 ones where a NAT gateway translates (RFC 6052).</summary>
    public static Cidr Nat64 { get; } = Cidr.Parse("64:ff9b::/96");

    /// <summary>
    /// Whether it is one of the addresses of Amazon's DNS, metadata and time, which neither group nor ACL filters ("Control subnet
    /// traffic with network access control lists" in the VPC User Guide).
    /// </summary>
    public static bool IsServedToAll(VpcModel? vpc, AddressSet addresses) =>
        addresses.Only is { } address && (LinkLocal.Contains(address) || (vpc is not null && address == DnsOf(vpc)));

    /// <summary>Amazon's DNS server at the second address of a VPC's first block.</summary>
    public static IpAddress? DnsOf(VpcModel vpc) =>
        vpc.Blocks is [var block, ..] ? block.First with { Value = block.First.Value + 2 } : null;

    public static bool IsAmazonDns(VpcModel vpc, IpAddress address) =>
        address == DnsOf(vpc) || address == LinkLocal[1] || address == LinkLocal[3];

    /// <summary>The addresses to which the internet has no route.</summary>
    public static RangeSet PrivateOf(bool isIpv6) => isIpv6 ? PrivateIpv6 : PrivateIpv4;

    private static RangeSet Blocks(bool isIpv6, params string[] blocks) => RangeSet.Of(blocks.Select(Cidr.Parse), isIpv6);
}
