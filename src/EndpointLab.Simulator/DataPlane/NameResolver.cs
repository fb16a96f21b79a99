using EndpointLab.Simulator.S3;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>Finds the address of a name as its client does: it asks the servers of its VPC, or any outside.</summary>
internal sealed class NameResolver(Cloud cloud, S3Buckets buckets)
{
    private const int DnsPort = 53;

    private readonly EndpointNames endpoints = new(cloud);
    private readonly PublicNames names = new(cloud, buckets);
    private AmazonResolver Amazon => field ??= new(endpoints, names);

    /// <summary>The address of a name to which a host on the internet connects.</summary>
    /// <param name="failure">Why there is none.</param>
    public Address? Resolve(string name, Address host, out string failure) =>
        Choose(name, AskOutside, answer => answer.IsIpv6 == host.IsIpv6, out failure);

    /// <summary>The address of a name to which an interface's instance connects.</summary>
    /// <param name="failure">Why there is none.</param>
    public Address? Resolve(string name, RegionState region, NetworkInterface from, out string failure) =>
        Choose(name, canonical => Ask(canonical, region, from), answer => from.SourceTo(answer) is not null, out failure);

    /// <summary>
    /// The address to connect to. Of a name with addresses of both families that is an IPv6 one, if the client has IPv6 itself (RFC
    /// 6724). It tries no other where that one can't be reached: what a client with a second try would hide, shows.
    /// </summary>
    /// <param name="name">A name, or an address, which stands for itself.</param>
    /// <param name="canSendTo">Whether the client has an address of that one's family.</param>
    private static Address? Choose(string name, Func<string, DnsAnswer> ask, Predicate<Address> canSendTo, out string failure)
    {
        failure = "";
        if (Address.TryParse(name, out var address))
            return address;
        name = name.ToLowerInvariant().TrimEnd('.');
        var answer = ask(name);
        failure = answer.Failure ?? answer.Addresses switch
        {
            [] => $"{name} does not exist",
            [var other, ..] => $"{name} has no {(other.IsIpv6 ? "IPv4" : "IPv6")} address",
        };
        return answer.Addresses.Where(one => canSendTo(one)).OrderByDescending(one => one.IsIpv6).Cast<Address?>().FirstOrDefault();
    }

    private DnsAnswer AskOutside(string name) => new([.. endpoints.Find(name, null) ?? names.Find(name, null)]);

    /// <summary>
    /// Asks the servers that the VPC's DHCP options name, until one answers ("DHCP option sets in Amazon VPC" in the VPC User Guide).
    /// </summary>
    private DnsAnswer Ask(string name, RegionState region, NetworkInterface from)
    {
        var vpc = from.Subnet.Vpc;
        if (vpc.DhcpOptions?.Servers is not { Count: > 0 } servers)
            return DnsAnswer.None($"{vpc.DhcpOptions?.Id ?? vpc.Id} names no DNS server, so nothing resolves {name}");
        List<string> silent = [];
        foreach (var server in servers)
        {
            if (server is DhcpOptions.AmazonProvidedDns || AmazonAddresses.ServedPort(from, Address.Parse(server)) is DnsPort)
                return Amazon.Answer(name, region, from.Subnet);
            if (WhySilent(Address.Parse(server), region, from) is not { } reason)
                return AskOutside(name);
            silent.Add($"{vpc.DhcpOptions.Id}: the DNS server {server} does not answer ({reason})");
        }

        return DnsAnswer.None(string.Join("; ", silent));
    }

    /// <summary>Why a server of the user's own gives no answer; null where it does, as one on the internet that can be reached.</summary>
    private string? WhySilent(Address server, RegionState region, NetworkInterface from) =>
        new Walk(cloud, Protocol.Udp, DnsPort).FromInterface(region, from, server).StoppedBy
        ?? (AmazonAddresses.ArePrivate(server) ? $"nothing at {server} resolves names" : null);
}
