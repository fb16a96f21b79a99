namespace EndpointLab.Simulator.Ec2;

/// <summary>Reads the subnets in which an endpoint is to have interfaces, and the addresses that those get.</summary>
internal static class VpcEndpointSubnets
{
    /// <summary>Each new subnet with the addresses of its interface.</summary>
    /// <param name="list">The parameter that lists subnets: SubnetId, AddSubnetId.</param>
    /// <param name="again">Subnets where the interface is to be replaced.</param>
    /// <param name="kept">The subnets that the endpoint is in already, and stays in.</param>
    public static List<EndpointPlace> Read(
        Ec2Call call, string list, Vpc vpc, EndpointService service, string ipAddressType, IEnumerable<Subnet> again, List<Subnet> kept)
    {
        var configurations = call.Parameters.Structures("SubnetConfiguration").ToLookup(one => one.Required("SubnetId"));
        var ids = call.Parameters.List(list).Concat(configurations.Select(one => one.Key));
        var subnets = VpcEndpointRules.Subnets(call.Region, ids, vpc).Union(again).ToList();
        if (service.Type == EndpointService.GatewayLoadBalancer && subnets.Union(kept).Count() > 1)
            throw Ec2Errors.InvalidParameter("Only one subnet can be specified for GatewayLoadBalancer type VPC Endpoints.");
        List<EndpointPlace> places = [];
        HashSet<Zone> taken = [.. kept.Select(subnet => subnet.Zone)];
        foreach (var subnet in subnets.Except(kept))
        {
            if (!taken.Add(subnet.Zone))
                throw Ec2Errors.DuplicateSubnetsInSameZone(subnet);
            if (service.Region == call.Region.Region && !service.Zones.Contains(subnet.Zone))
                throw Ec2Errors.ZoneNotSupported(service, subnet);
            CheckFamilies(subnet, ipAddressType);
            var configuration = configurations[subnet.Id].FirstOrDefault();
            places.Add(new(subnet, Ipv4(configuration?["Ipv4"], subnet), Ipv6(configuration?["Ipv6"], subnet)));
        }
        return places;

        Address? Ipv4(string? asked, Subnet subnet) => ipAddressType is "ipv6"
            ? asked is null ? null : throw Ec2Errors.NoSuchFamily(asked, ipAddressType)
            : NetworkInterfaceRules.Addresses(call.Region, subnet, asked, 1, 1)[0];

        IReadOnlyList<Address> Ipv6(string? asked, Subnet subnet) => (asked, ipAddressType) switch
        {
            (null, "ipv4") => [],
            (null, _) => [.. call.Region.FreeIpv6Addresses(subnet).Take(1)],
            (_, "ipv4") => throw Ec2Errors.NoSuchFamily(asked, ipAddressType),
            _ => [NetworkInterfaceRules.FreeIpv6Address(call.Region, subnet, asked)],
        };
    }

    /// <exception cref="ServiceException">InvalidParameter: the subnet lacks a family that the endpoint is to have.</exception>
    public static void CheckFamilies(Subnet subnet, string ipAddressType)
    {
        if ((ipAddressType is not "ipv6" && subnet.CidrBlock is null) || (ipAddressType is not "ipv4" && subnet.Ipv6CidrBlock is null))
            throw Ec2Errors.InvalidParameter($"The IP address type ({ipAddressType}) is not supported by the subnet: {subnet.Id}.");
    }
}

/// <summary>Where an endpoint is to have an interface, and under which addresses.</summary>
internal sealed record EndpointPlace(Subnet Subnet, Address? Address, IReadOnlyList<Address> Ipv6Addresses);

internal static partial class Ec2Errors
{
    public static ServiceException DuplicateSubnetsInSameZone(Subnet subnet) => new(
        "DuplicateSubnetsInSameZone",
        $"Found another VPC endpoint subnet in the availability zone of {subnet.Id}. "
            + "VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.");

    public static ServiceException ZoneNotSupported(EndpointService service, Subnet subnet) => InvalidParameter(
        $"The VPC endpoint service {service.Name} does not support the availability zone of the subnet: {subnet.Id}.");

    public static ServiceException NoSuchFamily(string address, string ipAddressType) =>
        InvalidParameter($"The address {address} is not of the IP address type ({ipAddressType}) of the VPC endpoint.");
}
