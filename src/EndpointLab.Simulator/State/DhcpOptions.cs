namespace EndpointLab.Simulator.State;

/// <summary>What the instances of a VPC are told when they start: names and the values of each.</summary>
internal sealed class DhcpOptions(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("dhcp-options", "dopt", "InvalidDhcpOptionID.NotFound", "InvalidDhcpOptionsId.Malformed", "dhcpOption ID");

    /// <summary>In place of a DNS server's address: Amazon's own.</summary>
    public const string AmazonProvidedDns = "AmazonProvidedDNS";

    public required IReadOnlyList<DhcpOption> Options { get; init; }

    /// <summary>The DNS servers, in the order in which instances ask them.</summary>
    public IReadOnlyList<string> Servers => Options.FirstOrDefault(option => option.Key is "domain-name-servers")?.Values ?? [];
}

internal sealed record DhcpOption(string Key, IReadOnlyList<string> Values);

internal sealed partial class RegionState
{
    public ResourceTable<DhcpOptions> DhcpOptions => field ??= NewTable<DhcpOptions>();

    /// <summary>The set that new VPCs of the Region get.</summary>
    public DhcpOptions DefaultDhcpOptions => field ??= DhcpOptions.Add(new(ResourceId.New("dopt"))
    {
        Options = [new("domain-name", [Region.Zones[0].PrivateDomain]), new("domain-name-servers", [State.DhcpOptions.AmazonProvidedDns])],
    });
}
