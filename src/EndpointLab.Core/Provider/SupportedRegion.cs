namespace EndpointLab;

/// <summary>A Region from which endpoints can be made to a service (EC2's <c>SupportedRegionDetail</c>).</summary>
/// <param name="ServiceState">The state of the service there; null where it is not told.</param>
public sealed record SupportedRegion(string Region, string? ServiceState)
{
    public override string ToString() => Region;
}
