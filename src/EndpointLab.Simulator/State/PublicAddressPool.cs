namespace EndpointLab.Simulator.State;

/// <summary>Amazon's public addresses for instances and NAT gateways. It gives none twice before it has given them all.</summary>
internal sealed class PublicAddressPool
{
    // Any odd factor visits every address of the block once, in an order that looks like chance.
    private const uint Stride = 2654435761;
    private static readonly Cidr Block = Cidr.Parse("3.64.0.0/10");

    private uint taken;

    public Address Take() => Block.First + (++taken * Stride % (1UL << Block.HostBits));
}
