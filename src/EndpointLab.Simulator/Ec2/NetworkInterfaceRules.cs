namespace EndpointLab.Simulator.Ec2;

/// <summary>What AWS accepts as the groups and addresses of a network interface.</summary>
internal static class NetworkInterfaceRules
{
    private const int MostGroups = 5;

    /// <summary>The groups of those ids, or the VPC's default group where none is named.</summary>
    public static List<SecurityGroup> Groups(RegionState region, IReadOnlyList<string> ids, Subnet subnet)
    {
        if (ids.Count == 0)
            return [region.DefaultGroupOf(subnet.Vpc)];
        var groups = region.SecurityGroups.Select([.. ids.Distinct()]);
        if (groups.Find(group => group.Vpc != subnet.Vpc) is { } foreign)
            throw Ec2Errors.InvalidParameter($"Security group {foreign.Id} and subnet {subnet.Id} belong to different networks.");
        CheckCount(groups);
        return groups;
    }

    /// <exception cref="ServiceException">SecurityGroupsPerInterfaceLimitExceeded.</exception>
    public static void CheckCount(List<SecurityGroup> groups)
    {
        if (groups.Count > MostGroups)
            throw Ec2Errors.SecurityGroupsPerInterfaceLimitExceeded();
    }

    /// <summary>
    /// IPv4 addresses for new interfaces in a subnet: the one asked for, or as many as are free and wanted. Each is null where the subnet
    /// has IPv6 only.
    /// </summary>
    /// <param name="promised">Addresses that others will get in the same call.</param>
    public static List<Address?> Addresses(
        RegionState region, Subnet subnet, string? asked, int least, int most, params IEnumerable<Address?> promised)
    {
        if (asked is not null)
            return [FreeAddress(region, subnet, asked)];
        if (subnet.Ipv6Native)
            return [.. Enumerable.Repeat<Address?>(null, most)];
        var free = region.FreeAddresses(subnet).Cast<Address?>().Except(promised).Take(most).ToList();
        return free.Count >= least ? free : throw Ec2Errors.InsufficientFreeAddressesInSubnet();
    }

    /// <exception cref="ServiceException">OperationNotPermitted: a service of AWS made it, and alone may change it.</exception>
    public static void CheckOwn(NetworkInterface one)
    {
        if (one.RequesterId is not null)
            throw Ec2Errors.OperationNotPermitted($"You do not have permission to modify the network interface '{one.Id}'.");
    }

    private static Address FreeAddress(RegionState region, Subnet subnet, string asked)
    {
        if (!Address.TryParse(asked, out var address) || address.IsIpv6)
            throw Ec2Errors.InvalidParameterValue("PrivateIpAddress", asked, "The address is not a valid IPv4 address.");
        return Free(region, subnet, subnet.CidrBlock, address);
    }

    /// <summary>An IPv6 address that the call asks for in a subnet.</summary>
    /// <exception cref="ServiceException">It is none, lies elsewhere or is taken.</exception>
    public static Address FreeIpv6Address(RegionState region, Subnet subnet, string asked) =>
        Address.TryParse(asked, out var address) && address.IsIpv6
            ? Free(region, subnet, subnet.Ipv6CidrBlock, address)
            : throw Ec2Errors.InvalidParameterValue("Ipv6Addresses", asked, "The address is not a valid IPv6 address.");

    private static Address Free(RegionState region, Subnet subnet, Cidr? block, Address address)
    {
        if (block is not { } range || !range.Contains(address))
            throw Ec2Errors.InvalidParameterValue("Address does not fall within the subnet's address range");
        if (Subnet.IsReserved(range, address))
            throw Ec2Errors.InvalidParameterValue("Address is in subnet's reserved address range");
        return region.NetworkInterfacesOf(subnet).Any(one => one.Has(address))
            ? throw Ec2Errors.InvalidIpAddressInUse(address)
            : address;
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InsufficientFreeAddressesInSubnet() => new(
        "InsufficientFreeAddressesInSubnet", "The specified subnet does not have enough free addresses to satisfy the request.");

    public static ServiceException InvalidIpAddressInUse(Address address) =>
        new("InvalidIPAddress.InUse", $"Address {address} is in use.");

    public static ServiceException SecurityGroupsPerInterfaceLimitExceeded() => new(
        "SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached.");
}
