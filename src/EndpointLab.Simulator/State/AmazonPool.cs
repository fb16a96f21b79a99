namespace EndpointLab.Simulator.State;

/// <summary>Amazon's blocks for its customers. It gives none twice before it has given them all.</summary>
/// <param name="whole">What they are taken from.</param>
/// <param name="prefixLength">The prefix length of each.</param>
internal sealed class AmazonPool(Cidr whole, int prefixLength)
{
    // Any odd factor visits every block once, in an order that looks like chance.
    private const uint Stride = 2654435761;

    private uint taken;

    public Cidr Take()
    {
        var number = ++taken * Stride % (1UL << (prefixLength - whole.PrefixLength));
        return new(whole.First + ((UInt128)number << (whole.First.Bits - prefixLength)), prefixLength);
    }
}
