namespace EndpointLab.Simulator.DataPlane;

/// <summary>Addresses that mean something by themselves.</summary>
internal static class AmazonAddresses
{
    private static readonly Cidr LinkLocal = Cidr.Parse("169.254.0.0/16");

    private const string PrivateBlocks =
        "10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7 fe80::/10";

    private static readonly Cidr[] Private = [.. PrivateBlocks.Split(' ').Select(Cidr.Parse)];

    private static readonly Cidr Nat64 = Cidr.Parse("64:ff9b::/96");

    private static readonly Address Metadata = LinkLocal.First + (169 << 8) + 254;
    private static readonly Address Dns = LinkLocal.First + (169 << 8) + 253;
    private static readonly Address Ipv6Dns = Address.Parse("fd00:ec2::253");

    /// <summary>
    /// The TCP port of instance metadata and of Amazon's DNS, which neither group nor ACL filters ("Control subnet traffic with network
    /// access control lists" in the VPC User Guide); null for any other address.
    /// </summary>
    public static int? ServedPort(NetworkInterface from, Address destination) =>
        destination == Metadata ? 80
        : destination == Dns || destination == Ipv6Dns || destination == from.Subnet.Vpc.CidrBlock.First + 2 ? 53
        : null;

    /// <summary>The IPv6 address that stands for an IPv4 one where a NAT gateway translates (RFC 6052).</summary>
    public static Address ToNat64(Address ipv4) => Nat64.First + (ipv4 - Cidr.AnyIpv4.First);

    /// <summary>The IPv4 address that an IPv6 one stands for; null where it stands for none.</summary>
    public static Address? FromNat64(Address address) =>
        Nat64.Contains(address) ? Cidr.AnyIpv4.First + (address - Nat64.First) : null;

    public static bool ArePrivate(Address address) => Array.Exists(Private, block => block.Contains(address));
}
