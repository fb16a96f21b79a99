namespace EndpointLab.Simulator.Ec2;

/// <summary>What a consumer can change of an endpoint. Routes, interfaces and groups follow.</summary>
internal static class VpcEndpointChanges
{
    public static void Modify(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var endpoint = Changeable(region, parameters.Required("VpcEndpointId"));
        var (vpc, service) = (endpoint.Vpc, endpoint.Service);
        VpcEndpointRules.CheckFits(parameters, service);
        var policy = Policy(parameters, service);
        var ipAddressType = VpcEndpointRules.IpAddressType(parameters["IpAddressType"], service) ?? endpoint.IpAddressType;
        var isPrivate = parameters.Boolean("PrivateDnsEnabled") ?? endpoint.PrivateDnsEnabled;
        var dnsOptions = VpcEndpointDnsRules.Options(call, service, ipAddressType, isPrivate, endpoint.DnsOptions);
        if (isPrivate && (!endpoint.PrivateDnsEnabled || dnsOptions != endpoint.DnsOptions))
            VpcEndpointDnsRules.CheckPrivate(region, vpc, service, dnsOptions, endpoint);
        var tables = region.RouteTablesOf(endpoint)
            .Union(VpcEndpointRules.RouteTables(region, parameters.List("AddRouteTableId"), vpc))
            .Except(VpcEndpointRules.RouteTables(region, parameters.List("RemoveRouteTableId"), vpc))
            .ToList();
        VpcEndpointRules.CheckFree(region, tables, service, ipAddressType, endpoint);
        var left = Left(call, endpoint);
        var replaced = Replaced(call, endpoint, ipAddressType).Except(left).ToList();
        var kept = endpoint.NetworkInterfaces.Except(left).Except(replaced).ToList();
        kept.ForEach(one => VpcEndpointSubnets.CheckFamilies(one.Subnet, ipAddressType));
        var places = VpcEndpointSubnets.Read(
            call, "AddSubnetId", vpc, service, ipAddressType, replaced.Select(one => one.Subnet), [.. kept.Select(one => one.Subnet)]);
        var groups = Groups(call, endpoint);
        call.Proceed();
        endpoint.Policy = policy ?? endpoint.Policy;
        endpoint.IpAddressType = ipAddressType;
        endpoint.PrivateDnsEnabled = isPrivate;
        endpoint.DnsOptions = dnsOptions;
        if (service.IsGateway)
            LeadFrom(tables, endpoint);
        foreach (var one in left.Concat(replaced))
            endpoint.ReleaseInterface(one);
        foreach (var one in kept.Where(one => (ipAddressType is "ipv4") == (one.Ipv6Addresses.Count > 0)))
            one.Ipv6Addresses = ipAddressType is "ipv4" ? [] : [.. region.FreeIpv6Addresses(one.Subnet).Take(1)];
        endpoint.SetGroups(groups);
        places.ForEach(place => endpoint.AddInterface(place.Subnet, place.Address, place.Ipv6Addresses));
        endpoint.BeginModification();
        call.Answer.Success();
    }

    /// <summary>Has these tables, and no others, lead the service's traffic to a gateway endpoint.</summary>
    public static void LeadFrom(List<RouteTable> tables, VpcEndpoint endpoint)
    {
        var lists = VpcEndpointRules.PrefixLists(endpoint.Region, endpoint.Service, endpoint.IpAddressType).ConvertAll(list => list.Id);
        foreach (var table in endpoint.Region.RouteTables)
        {
            // A route that is there already stays, and is not added again.
            List<string> wanted = tables.Contains(table) ? [.. lists] : [];
            table.Routes.RemoveAll(route => route.Target == endpoint.Id && !wanted.Remove(route.Destination));
            table.Routes.AddRange(wanted.Select(list => new Route(list, endpoint.Id)));
        }
    }

    private static VpcEndpoint Changeable(RegionState region, string id)
    {
        var endpoint = region.VpcEndpoints[id];
        if (endpoint.IsDeleted)
            throw VpcEndpoint.Kind.NotFound(id);
        return endpoint.State is VpcEndpointState.Rejected or VpcEndpointState.Expired or VpcEndpointState.Failed
            ? throw Ec2Errors.IncorrectState(endpoint, "modified")
            : endpoint;
    }

    private static string? Policy(QueryParameters parameters, EndpointService service)
    {
        var policy = VpcEndpointRules.Policy(parameters["PolicyDocument"], service);
        if (parameters.Boolean("ResetPolicy") != true)
            return policy;
        if (policy is not null)
            throw Ec2Errors.InvalidParameterCombination("PolicyDocument and ResetPolicy cannot be specified together");
        return VpcEndpointRules.DefaultPolicy(service) ?? throw Ec2Errors.PolicyNotSupported(service);
    }

    /// <summary>The interfaces of the subnets that the endpoint leaves.</summary>
    private static List<NetworkInterface> Left(Ec2Call call, VpcEndpoint endpoint)
    {
        var left = VpcEndpointRules.Subnets(call.Region, call.Parameters.List("RemoveSubnetId"), endpoint.Vpc);
        return left.Except(endpoint.NetworkInterfaces.Select(one => one.Subnet)).FirstOrDefault() is { } foreign
            ? throw Ec2Errors.InvalidParameter($"The subnet {foreign.Id} is not associated with the VPC endpoint {endpoint.Id}.")
            : [.. endpoint.NetworkInterfaces.Where(one => left.Contains(one.Subnet))];
    }

    /// <summary>The interfaces that make way for others: of another address, or with IPv4 and without.</summary>
    private static IEnumerable<NetworkInterface> Replaced(Ec2Call call, VpcEndpoint endpoint, string ipAddressType)
    {
        var configured = call.Parameters.Structures("SubnetConfiguration").Select(one => one.Required("SubnetId")).ToList();
        return endpoint.NetworkInterfaces.Where(
            one => configured.Contains(one.Subnet.Id) || (one.Address is null) != (ipAddressType is "ipv6"));
    }

    private static List<SecurityGroup> Groups(Ec2Call call, VpcEndpoint endpoint)
    {
        var added = VpcEndpointRules.Groups(call.Region, call.Parameters.List("AddSecurityGroupId"), endpoint.Vpc);
        var removed = VpcEndpointRules.Groups(call.Region, call.Parameters.List("RemoveSecurityGroupId"), endpoint.Vpc);
        List<SecurityGroup> groups = [.. endpoint.Groups.Except(removed).Union(added)];
        NetworkInterfaceRules.CheckCount(groups);
        return groups.Count > 0 || !endpoint.Service.HasGroups
            ? groups
            : throw Ec2Errors.InvalidParameter($"The VPC endpoint {endpoint.Id} must keep at least one security group.");
    }
}
