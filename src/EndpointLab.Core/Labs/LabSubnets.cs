namespace EndpointLab.Labs;

/// <summary>Which blocks a lab's subnets have: /24 in a /16, and as many bits smaller in others, down to /28.</summary>
internal static class LabSubnets
{
    private const int SmallerBy = 8, Largest = 16, Smallest = 28;

    /// <summary>Two blocks for each zone; the first of the VPC's is left free.</summary>
    /// <exception cref="LabException">The VPC is too small for them.</exception>
    public static IReadOnlyList<Cidr> Carve(Cidr vpc, int zones)
    {
        var length = Math.Min(vpc.Length + SmallerBy, Smallest);
        if (vpc.IsIpv6 || vpc.Length < Largest || 1 << Math.Max(0, length - vpc.Length) < (2 * zones) + 1)
        {
            throw new LabException(
                ErrorId.InvalidCidrBlock,
                vpc.Length < Largest ? $"{vpc} is too large: a VPC's block is a /{Largest} at most."
                    : $"{vpc} has no room for {2 * zones} subnets.",
                "Use a block between /16 and /26, such as 10.0.0.0/16, or fewer zones.",
                $"{vpc}");
        }

        var size = UInt128.One << (IpAddress.Ipv4Bits - length);
        return
        [
            .. Enumerable.Range(1, 2 * zones)
                .Select(index => new Cidr(vpc.First with { Value = vpc.First.Value + (size * (UInt128)index) }, length)),
        ];
    }
}
