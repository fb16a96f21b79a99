namespace EndpointLab.Simulator.Ec2;

/// <summary>Reads the subnets in which an endpoint is to have interfaces, and the addresses that those get.</summary>
internal static class VpcEndpointSubnets
{
    /// <summary>Each new subnet with the address of its interface.</summary>
    /// <param name="list">The parameter that lists subnets: SubnetId, AddSubnetId.</param>
    /// <param name="kept">The subnets that the endpoint is in already, and stays in.</param>
    public static List<(Subnet Subnet, Address Address)> Read(
        Ec2Call call, string list, Vpc vpc, EndpointService service, IReadOnlyCollection<Subnet> kept)
    {
        var fixedAddresses = call.Parameters.Structures("SubnetConfiguration")
            .DistinctBy(one => one.Required("SubnetId"))
            .ToDictionary(one => one.Required("SubnetId"), one => one["Ipv4"]);
        var subnets = VpcEndpointRules.Subnets(call.Region, call.Parameters.List(list).Concat(fixedAddresses.Keys), vpc);
        if (service.Type == EndpointService.GatewayLoadBalancer && subnets.Union(kept).Count() > 1)
            throw Ec2Errors.InvalidParameter("Only one subnet can be specified for GatewayLoadBalancer type VPC Endpoints.");
        List<(Subnet, Address)> places = [];
        HashSet<Zone> taken = [.. kept.Select(subnet => subnet.Zone)];
        foreach (var subnet in subnets.Except(kept))
        {
            if (!taken.Add(subnet.Zone))
                throw Ec2Errors.DuplicateSubnetsInSameZone(subnet);
            if (service.Region == call.Region.Region && !service.Zones.Contains(subnet.Zone))
                throw Ec2Errors.ZoneNotSupported(service, subnet);
            var asked = fixedAddresses.GetValueOrDefault(subnet.Id);
            places.Add((subnet, NetworkInterfaceRules.Addresses(call.Region, subnet, asked, 1, 1)[0]));
        }
        return places;
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException DuplicateSubnetsInSameZone(Subnet subnet) => new(
        "DuplicateSubnetsInSameZone",
        $"Found another VPC endpoint subnet in the availability zone of {subnet.Id}. "
            + "VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.");

    public static ServiceException ZoneNotSupported(EndpointService service, Subnet subnet) => InvalidParameter(
        $"The VPC endpoint service {service.Name} does not support the availability zone of the subnet: {subnet.Id}.");
}
