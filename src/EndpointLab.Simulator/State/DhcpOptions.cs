namespace EndpointLab.Simulator.State;

internal sealed class DhcpOptions(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("dhcp-options", "dopt", "InvalidDhcpOptionID.NotFound", "InvalidDhcpOptionsId.Malformed", "dhcpOption ID");

    public required string DomainName { get; init; }

    /// <summary>What instances are told, as names and values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Configurations =>
        [new("domain-name", DomainName), new("domain-name-servers", "AmazonProvidedDNS")];
}

internal sealed partial class RegionState
{
    public ResourceTable<DhcpOptions> DhcpOptions => field ??= NewTable<DhcpOptions>();

    /// <summary>The set that new VPCs of the Region get.</summary>
    public DhcpOptions DefaultDhcpOptions => field ??= DhcpOptions.Add(new(ResourceId.New("dopt"))
    {
        DomainName = Region.Name == "us-east-1" ? "ec2.internal" : $"{Region.Name}.compute.internal",
    });
}
