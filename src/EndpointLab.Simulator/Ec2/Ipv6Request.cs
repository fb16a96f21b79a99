namespace EndpointLab.Simulator.Ec2;

/// <summary>The IPv6 addresses that a new interface is to have.</summary>
/// <param name="Addresses">Those asked for by name.</param>
/// <param name="Count">How many else, whichever are free.</param>
internal sealed record Ipv6Request(IReadOnlyList<Address> Addresses, int Count)
{
    /// <summary>What an interface of the largest instances has at most ("Maximum IP addresses per network interface").</summary>
    private const int MostAddresses = 50;

    public static Ipv6Request None { get; } = new([], 0);

    /// <summary>
    /// Reads <c>Ipv6AddressCount</c>, or the list of addresses. Where the call has neither, the subnet decides whether there is one.
    /// </summary>
    /// <param name="list">What the call names the list of <c>Ipv6Address</c> structures.</param>
    public static Ipv6Request Read(RegionState region, Subnet subnet, QueryParameters parameters, string list)
    {
        parameters.RefuseUnsupported("EnablePrimaryIpv6", "PrimaryIpv6", "Ipv6PrefixCount", "Ipv6Prefix.1.Ipv6Prefix");
        var asked = parameters.Structures(list).Select(one => one.Required("Ipv6Address")).ToList();
        return Read(region, subnet, asked, parameters.Integer("Ipv6AddressCount"))
            ?? (subnet.AssignIpv6AddressOnCreation ? new([], 1) : None);
    }

    /// <summary>Checks addresses or their number; null where there are neither.</summary>
    /// <param name="present">How many the interface has already.</param>
    public static Ipv6Request? Read(RegionState region, Subnet subnet, IReadOnlyList<string> asked, int? count, int present = 0)
    {
        if (asked.Count > 0 && count is not null)
            throw Ec2Errors.InvalidParameterCombination("Only one of ipv6Addresses and ipv6AddressCount may be specified");
        if (count < 0)
            throw Ec2Errors.InvalidParameterValue("Ipv6AddressCount", $"{count}", "Must be 0 or more.");
        if (Math.Max(asked.Count, count ?? 0) > MostAddresses - present)
            throw Ec2Errors.PrivateIpAddressLimitExceeded();
        if ((asked.Count > 0 || count > 0) && subnet.Ipv6CidrBlock is null)
            throw Ec2Errors.InvalidParameterValue($"The subnet {subnet.Id} has no IPv6 CIDR block associated.");
        if (asked.Count > 0)
            return new([.. asked.Select(one => NetworkInterfaceRules.FreeIpv6Address(region, subnet, one)).Distinct()], 0);
        return count is { } number ? new([], number) : null;
    }

    /// <summary>The addresses themselves.</summary>
    public List<Address> Take(RegionState region, Subnet subnet) => [.. Addresses, .. region.FreeIpv6Addresses(subnet).Take(Count)];
}

internal static partial class Ec2Errors
{
    public static ServiceException PrivateIpAddressLimitExceeded() =>
        new("PrivateIpAddressLimitExceeded", "Number of private addresses will exceed limit.");
}
