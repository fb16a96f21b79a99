namespace EndpointLab.Analysis;

/// <summary>What flows are compared to: a name, or addresses.</summary>
/// <param name="Name">A DNS name that each sender looks up for itself; null for addresses.</param>
internal sealed record FlowTarget(string Text, string? Name, AddressSet Addresses, int Port)
{
    public static FlowTarget Named(string name) => new(name, name, new(RangeSet.Empty, IsIpv6: false), Probes.HttpsPort);

    public static FlowTarget At(string text, AddressSet addresses, int port = Probes.HttpsPort) => new(text, null, addresses, port);
}
