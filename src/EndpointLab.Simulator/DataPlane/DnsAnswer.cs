namespace EndpointLab.Simulator.DataPlane;

/// <summary>What a resolver answers to the questions for a name's addresses.</summary>
/// <param name="Addresses">What the A and AAAA records say.</param>
/// <param name="Failure">Why there are none of a family, where that is more than that nobody has the name.</param>
internal sealed record DnsAnswer(IReadOnlyList<Address> Addresses, string? Failure = null)
{
    public static DnsAnswer None(string failure) => new([], failure);
}
