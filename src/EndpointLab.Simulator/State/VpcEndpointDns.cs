using System.IO.Hashing;
using System.Text;

namespace EndpointLab.Simulator.State;

/// <summary>The names by which clients in the VPC find an endpoint's interfaces.</summary>
internal sealed partial class VpcEndpoint
{
    private const string PendingZone = "ZONEIDPENDING";

    // The part of its names that nobody can guess.
    private readonly string suffix = new(Random.Shared.GetItems<char>("abcdefghijklmnopqrstuvwxyz0123456789", 8));

    /// <summary>Whether the service's own names are to lead to it.</summary>
    public bool PrivateDnsEnabled { get; set; }

    /// <summary>Null where the type has none.</summary>
    public DnsOptions? DnsOptions { get; set; }

    /// <summary>
    /// Whether the VPC's resolver answers the service's own names with the endpoint's addresses. With the option for inbound resolver
    /// endpoints it doesn't: those names are for callers from elsewhere.
    /// </summary>
    public bool AnswersPrivateNames =>
        PrivateDnsEnabled && IsServing && DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint != true && Vpc.HasDns;

    /// <summary>Its own name, the same for each of its zones, and the service's names where those lead to it.</summary>
    public IEnumerable<EndpointDnsEntry> DnsEntries
    {
        get
        {
            if (Service.Type != EndpointService.Interface)
                yield break;
            var hostedZone = HostedZone(Service.Region.Name);
            foreach (var zone in NetworkInterfaces.Select(one => one.Subnet.Zone).Prepend(null))
                yield return new(Name(zone), hostedZone, zone, IsPrivate: false);
            if (!PrivateDnsEnabled)
                yield break;
            foreach (var name in Service.PrivateDnsNames)
            {
                var privateZone = IsServing ? HostedZone($"{Id} {name.TrimStart('*', '.')}") : PendingZone;
                yield return new(name, privateZone, Zone: null, IsPrivate: true);
            }
        }
    }

    /// <summary>
    /// The domains that are its own in the VPC where the service's names lead to it, as if private hosted zones had them: in them is no
    /// name but those.
    /// </summary>
    public IEnumerable<string> PrivateDomains =>
        PrivateDnsEnabled ? Service.PrivateDnsNames.Select(name => name.TrimStart('*', '.')).Distinct() : [];

    /// <summary>The name of the resource that an endpoint of the type Resource leads to.</summary>
    public EndpointDnsEntry ResourceDnsEntry => new(
        $"{Id}.{Service.ServiceId}.{suffix}.{Service.BaseEndpointDnsName}",
        HostedZone(Service.BaseEndpointDnsName),
        Zone: null,
        IsPrivate: false);

    /// <summary>S3's start with a wildcard, for which clients put bucket, accesspoint or control.</summary>
    private string Name(Zone? zone) =>
        $"{(Service.IsS3 ? "*." : "")}{Id}-{suffix}{(zone is null ? "" : "-" + zone.Name)}.{Service.BaseEndpointDnsName}";

    /// <summary>The id of a zone of Route 53, always the same for the same text.</summary>
    private static string HostedZone(string text) => $"Z{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text)):X16}"[..14];
}

/// <summary>A name of an endpoint.</summary>
/// <param name="Name">In full; an asterisk for the first label stands for any.</param>
/// <param name="HostedZoneId">The zone of Route 53 that has the name.</param>
/// <param name="Zone">The availability zone whose interface alone it leads to; null for those of all zones.</param>
/// <param name="IsPrivate">Whether it is the service's own name, which only the VPC knows in this meaning.</param>
internal sealed record EndpointDnsEntry(string Name, string HostedZoneId, Zone? Zone, bool IsPrivate)
{
    /// <summary>Whether the entry answers for a name in small letters; an asterisk stands for one label or more.</summary>
    public bool IsFor(string name) => Name.StartsWith("*.", StringComparison.Ordinal)
        ? name.Length >= Name.Length && name.EndsWith(Name[1..], StringComparison.Ordinal)
        : name == Name;
}

/// <summary>What the DNS of an endpoint is like.</summary>
/// <param name="RecordIpType">The records there are: ipv4, dualstack, ipv6 or service-defined.</param>
/// <param name="PrivateDnsOnlyForInboundResolverEndpoint">
/// Whether the VPC itself goes on using its gateway endpoint; null where the service has no gateways.
/// </param>
internal sealed record DnsOptions(string RecordIpType, bool? PrivateDnsOnlyForInboundResolverEndpoint)
{
    /// <summary>Whether there is an A or AAAA record of an address.</summary>
    public bool HasRecord(Address address) => RecordIpType switch
    {
        "ipv4" => !address.IsIpv6,
        "ipv6" => address.IsIpv6,
        _ => true,
    };
}
