using Amazon.EC2;

namespace EndpointLab;

/// <summary>The subnets that an endpoint can have network interfaces in.</summary>
internal static class EndpointSubnets
{
    public static async Task<IReadOnlyList<Subnet>> GetAsync(LabOperation lab, IEnumerable<string> ids) =>
        ids.Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } distinct
            ? await Subnets.GetAsync(lab, ResourceQuery.ById(distinct))
            : [];

    public static string Vpc(this IReadOnlyList<Subnet> subnets, string? expected) =>
        EndpointVpc.Of(nameof(Subnet), [.. subnets.Select(subnet => (subnet.SubnetId, subnet.VpcId))], expected);

    /// <exception cref="LabException">Two are in one zone, or one is in a zone where the service isn't offered.</exception>
    public static void RequireZones(this IReadOnlyList<Subnet> subnets, ServiceDetail? service)
    {
        if (subnets.GroupBy(subnet => subnet.AvailabilityZone).FirstOrDefault(zone => zone.Count() > 1) is { } crowded)
        {
            throw new LabException(
                ErrorId.DuplicateSubnetsInSameZone,
                $"{string.Join(" and ", crowded.Select(subnet => subnet.SubnetId))} are all in {crowded.Key}, "
                    + "and an endpoint has at most one subnet in each Availability Zone.",
                "Keep one of them: through it the endpoint serves the whole zone.",
                crowded.Last().SubnetId);
        }

        if (service is not null && subnets.FirstOrDefault(subnet => !Offers(service, subnet)) is { } outside)
        {
            throw new LabException(
                ErrorId.ZoneNotOffered,
                $"{outside.SubnetId} is in {outside.AvailabilityZone} ({outside.AvailabilityZoneId}), "
                    + $"where {service.ServiceName} is not offered.",
                $"Use subnets in {string.Join(", ", Zones(service))}: Get-LabSubnet -Vpc {outside.VpcId} shows the zones of the VPC's own.",
                outside.SubnetId);
        }
    }

    /// <param name="ipAddressType">The families of the endpoint's addresses; null for AWS's default, ipv4.</param>
    /// <exception cref="LabException">The service or a subnet lacks a family, or the DNS records would hold what isn't there.</exception>
    public static void RequireFamilies(
        this IReadOnlyList<Subnet> subnets, ServiceDetail? service, string? ipAddressType, string? dnsRecordIpType)
    {
        var type = ipAddressType ?? "ipv4";
        string[] families = type == IpAddressType.Dualstack ? ["ipv4", "ipv6"] : [type];
        if (service is { SupportedIpAddressTypes: [_, ..] supported } && families.Except(supported).Any())
        {
            throw Unsupported(
                $"{service.ServiceName} is reached over {string.Join(" and ", supported)} only, so an endpoint to it can't be {type}.",
                $"Use -IpAddressType {(supported.Length > 1 ? string.Join(", ", supported) + " or dualstack" : supported[0])}.",
                service.ServiceName);
        }

        if (subnets.FirstOrDefault(subnet => !Has(subnet, type)) is { } lacking)
        {
            throw Unsupported(
                $"{lacking.SubnetId} has {string.Join(" and ", lacking.Blocks)}, so an endpoint in it can't be {type}.",
                type switch
                {
                    "ipv4" => "Use subnets with an IPv4 block, or -IpAddressType ipv6.",
                    "ipv6" => "Use subnets for IPv6 alone, or -IpAddressType dualstack or ipv4.",
                    _ => "Use subnets that have both an IPv4 and an IPv6 block, or -IpAddressType ipv4.",
                },
                lacking.SubnetId);
        }

        if (dnsRecordIpType is not null && dnsRecordIpType != type && dnsRecordIpType != DnsRecordIpType.ServiceDefined
            && type != IpAddressType.Dualstack)
        {
            throw Unsupported(
                $"DNS records of the type {dnsRecordIpType} don't fit an endpoint whose addresses are {type}.",
                $"Use -DnsRecordIpType {type} or service-defined, or -IpAddressType dualstack.",
                dnsRecordIpType);
        }
    }

    /// <summary>
    /// By ids where they are told, because accounts have different names for one zone. A Region's list says nothing of another's zones.
    /// </summary>
    private static bool Offers(ServiceDetail service, Subnet subnet) =>
        service.ServiceRegion is { } region && region != subnet.Region
        || (service.AvailabilityZoneIds.Length > 0
            ? service.AvailabilityZoneIds.Contains(subnet.AvailabilityZoneId)
            : service.AvailabilityZones.Length == 0 || service.AvailabilityZones.Contains(subnet.AvailabilityZone));

    private static string[] Zones(ServiceDetail service) =>
        service.AvailabilityZoneIds.Length > 0 ? service.AvailabilityZoneIds : service.AvailabilityZones;

    /// <summary>As "IP address types" of the PrivateLink guide has it: ipv6 alone takes subnets without IPv4.</summary>
    private static bool Has(Subnet subnet, string type) => type switch
    {
        "ipv4" => subnet.CidrBlock is not null,
        "ipv6" => subnet.CidrBlock is null,
        _ => subnet.CidrBlock is not null && subnet.Ipv6CidrBlock is not null,
    };

    private static LabException Unsupported(string message, string nextStep, string target) =>
        new(ErrorId.UnsupportedAddressType, message, nextStep, target);
}
