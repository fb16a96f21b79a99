namespace EndpointLab.Simulator.Ec2;

/// <summary>VPC endpoints of every type, as their consumer has them.</summary>
internal static class VpcEndpoints
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateVpcEndpoint"] = Create,
        ["DeleteVpcEndpoints"] = Delete,
        ["DescribeVpcEndpoints"] = Describe,
        ["ModifyVpcEndpoint"] = VpcEndpointChanges.Modify,
    };

    /// <summary>How the items of an answer are refused, in a code of its own.</summary>
    public static readonly ResourceKind UnsuccessfulKind = VpcEndpoint.Kind with { NotFoundCode = "InvalidVpcEndpoint.NotFound" };

    private static readonly FilterTable<VpcEndpoint> Filters = new()
    {
        { "ip-address-type", endpoint => endpoint.IpAddressType },
        { "service-name", endpoint => endpoint.Service.TargetArn is null ? endpoint.Service.Name : null },
        { "service-region", endpoint => endpoint.Service.Region.Name },
        { "vpc-endpoint-id", endpoint => endpoint.Id },
        { "vpc-endpoint-state", endpoint => endpoint.State },
        { "vpc-endpoint-type", endpoint => endpoint.Service.Type },
        { "vpc-id", endpoint => endpoint.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var vpc = VpcEndpointRules.Vpc(region, parameters.Required("VpcId"));
        var service = VpcEndpointRules.Service(call);
        VpcEndpointRules.CheckFits(parameters, service);
        VpcEndpointRules.CheckLimit(region, vpc, service);
        var policy = VpcEndpointRules.Policy(parameters["PolicyDocument"], service) ?? VpcEndpointRules.DefaultPolicy(service);
        var ipAddressType = VpcEndpointRules.IpAddressType(parameters["IpAddressType"], service) ?? "ipv4";
        var isPrivate = parameters.Boolean("PrivateDnsEnabled") ?? VpcEndpointDnsRules.IsPrivateByDefault(region, service);
        var dnsOptions = VpcEndpointDnsRules.Options(call, service, ipAddressType, isPrivate, old: null);
        if (isPrivate)
            VpcEndpointDnsRules.CheckPrivate(region, vpc, service, dnsOptions, endpoint: null);
        var tables = VpcEndpointRules.RouteTables(region, parameters.List("RouteTableId"), vpc);
        VpcEndpointRules.CheckFree(region, tables, service, ipAddressType, endpoint: null);
        var places = VpcEndpointSubnets.Read(call, "SubnetId", vpc, service, ipAddressType, again: [], kept: []);
        var groups = VpcEndpointRules.Groups(region, parameters.List("SecurityGroupId"), vpc);
        if (service.HasGroups && groups.Count == 0)
            groups = [region.DefaultGroupOf(vpc)];
        NetworkInterfaceRules.CheckCount(groups);
        var tags = call.NewTags(VpcEndpoint.Kind);
        call.Proceed();
        var created = region.VpcEndpoints.Add(new VpcEndpoint(region, service)
        {
            Vpc = vpc,
            Policy = policy,
            IpAddressType = ipAddressType,
            PrivateDnsEnabled = isPrivate,
            DnsOptions = dnsOptions,
            Tags = tags,
        });
        created.SetGroups(groups);
        places.ForEach(place => created.AddInterface(place.Subnet, place.Address, place.Ipv6Addresses));
        if (service.IsGateway)
            VpcEndpointChanges.LeadFrom(tables, created);
        call.Answer.Element("vpcEndpoint", created, VpcEndpointAnswer.Write);
        call.Answer.Text("clientToken", parameters["ClientToken"]);
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.VpcEndpoints, "VpcEndpointId", Filters, "vpcEndpointSet", VpcEndpointAnswer.Write);

    private static void Delete(Ec2Call call) => call.ForEach("VpcEndpointId", VpcEndpoint.Kind, id =>
    {
        if (!call.Region.VpcEndpoints.TryGet(id, out var endpoint))
            throw UnsuccessfulKind.NotFound(id);
        if (endpoint.IsDeleted)
            return;
        if (!endpoint.Service.IsGateway && call.Region.RouteTablesOf(endpoint).Any())
            throw Ec2Errors.InvalidParameter("Endpoint must be removed from route table before deletion");
        endpoint.Delete();
    });
}
