namespace EndpointLab.Analysis;

/// <summary>The names of interface endpoints: their own, and the service's where they have private DNS.</summary>
internal static class EndpointNames
{
    /// <summary>Whether it is an endpoint's own name, not the service's.</summary>
    public static bool IsOwn(string entry) => entry.Contains("vpce-", StringComparison.Ordinal);

    /// <summary>The name by which an endpoint is called, whatever private DNS does.</summary>
    public static string OwnNameOf(EndpointModel endpoint) => endpoint.DnsNames.FirstOrDefault(IsOwn) ?? endpoint.Id;

    /// <summary>Whether an entry is for a name; an asterisk in front stands for one label or more.</summary>
    public static bool IsFor(string entry, string name) => entry.StartsWith("*.", StringComparison.Ordinal)
        ? name.Length >= entry.Length && name.EndsWith(entry[1..], StringComparison.Ordinal)
        : name == entry;

    /// <summary>The zone to whose interface alone a name leads; null for one to all of them.</summary>
    public static string? ZoneOf(EndpointModel endpoint, string name, NetworkModel model) => endpoint.SubnetIds
        .Select(id => model.Subnets.FirstOrDefault(subnet => subnet.Id == id)?.Zone)
        .FirstOrDefault(zone => zone is not null && name.Contains($"-{zone}.", StringComparison.Ordinal));

    /// <summary>The addresses of an endpoint's interfaces of which its names have records.</summary>
    /// <param name="zone">Null for all zones.</param>
    public static NameMeaning Addresses(EndpointModel endpoint, NetworkModel model, string? zone = null)
    {
        var subnets = model.Subnets.Where(subnet => subnet.Zone == zone).Select(subnet => subnet.Id).ToHashSet();
        return NameMeaning.Of(
            from one in model.Interfaces
            where endpoint.InterfaceIds.Contains(one.Id) && (zone is null || subnets.Contains(one.SubnetId))
            from address in one.Addresses
            where endpoint.DnsRecordIpType is not ("ipv4" or "ipv6") || address.IsIpv6 == endpoint.DnsRecordIpType is "ipv6"
            select address) with { Endpoint = endpoint };
    }

    /// <summary>The endpoint to which the VPC's own resolver leads a service's name, and what it answers; null for none.</summary>
    public static NameMeaning? FindPrivate(string name, VpcModel vpc, NetworkModel model)
    {
        var answering = vpc.EnableDnsHostnames is false ? null : model.Endpoints.FirstOrDefault(endpoint =>
            endpoint.VpcId == vpc.Id && endpoint is { IsInterface: true, IsAvailable: true, PrivateDnsEnabled: true }
            && !endpoint.PrivateDnsOnlyForInboundResolverEndpoint
            && endpoint.DnsNames.Any(entry => !IsOwn(entry) && IsFor(entry, name)));
        return answering is null ? null : Addresses(answering, model);
    }
}
