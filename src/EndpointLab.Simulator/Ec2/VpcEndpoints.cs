namespace EndpointLab.Simulator.Ec2;

/// <summary>VPC endpoints of the type Gateway: routes to a service for the route tables they are associated with.</summary>
internal static class VpcEndpoints
{
    private const int MostGatewaysInRegion = 20;

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateVpcEndpoint"] = Create,
        ["DeleteVpcEndpoints"] = Delete,
        ["DescribeVpcEndpoints"] = Describe,
        ["ModifyVpcEndpoint"] = Modify,
    };

    /// <summary>How the items of an answer are refused, in a code of its own.</summary>
    private static readonly ResourceKind UnsuccessfulKind = VpcEndpoint.Kind with { NotFoundCode = "InvalidVpcEndpoint.NotFound" };

    private static readonly FilterTable<VpcEndpoint> Filters = new()
    {
        { "ip-address-type", endpoint => endpoint.IpAddressType },
        { "service-name", endpoint => endpoint.Service.Name },
        { "service-region", (_, region) => region.Region.Name },
        { "vpc-endpoint-id", endpoint => endpoint.Id },
        { "vpc-endpoint-state", (endpoint, region) => endpoint.State.At(region.Now) },
        { "vpc-endpoint-type", endpoint => endpoint.Service.Type },
        { "vpc-id", endpoint => endpoint.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var vpc = VpcEndpointRules.Vpc(region, parameters.Required("VpcId"));
        var service = VpcEndpointRules.Service(call);
        var policy = VpcEndpointRules.Policy(parameters["PolicyDocument"]) ?? VpcEndpointRules.DefaultPolicy;
        var ipAddressType = VpcEndpointRules.IpAddressType(parameters["IpAddressType"], service) ?? "ipv4";
        var tables = VpcEndpointRules.RouteTables(region, parameters.List("RouteTableId"), vpc);
        VpcEndpointRules.CheckFree(region, tables, service);
        if (region.VpcEndpoints.Count(endpoint => !endpoint.IsDeleted) >= MostGatewaysInRegion)
            throw Ec2Errors.VpcEndpointLimitExceeded();
        var tags = call.NewTags(VpcEndpoint.Kind);
        call.Proceed();
        var created = region.VpcEndpoints.Add(new VpcEndpoint(ResourceId.New("vpce"))
        {
            Vpc = vpc,
            Service = service,
            Policy = policy,
            IpAddressType = ipAddressType,
            State = region.Begin(VpcEndpointState.Available),
            CreationTime = region.Now.Time,
            Tags = tags,
        });
        tables.ForEach(table => Associate(region, table, created));
        call.Answer.Element("vpcEndpoint", created, Write);
        call.Answer.Text("clientToken", parameters["ClientToken"]);
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.VpcEndpoints, "VpcEndpointId", Filters, "vpcEndpointSet", Write);

    private static void Modify(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var endpoint = Existing(region, parameters.Required("VpcEndpointId"));
        VpcEndpointRules.CheckGatewayParameters(parameters, "AddSubnetId", "RemoveSubnetId", "AddSecurityGroupId", "RemoveSecurityGroupId");
        var policy = VpcEndpointRules.Policy(parameters["PolicyDocument"]);
        if (parameters.Boolean("ResetPolicy") == true)
            policy = policy is null ? VpcEndpointRules.DefaultPolicy : throw Ec2Errors.InvalidParameterCombination(
                "PolicyDocument and ResetPolicy cannot be specified together");
        var ipAddressType = VpcEndpointRules.IpAddressType(parameters["IpAddressType"], endpoint.Service);
        var added = VpcEndpointRules.RouteTables(region, parameters.List("AddRouteTableId"), endpoint.Vpc);
        var removed = VpcEndpointRules.RouteTables(region, parameters.List("RemoveRouteTableId"), endpoint.Vpc);
        added.RemoveAll(region.RouteTablesOf(endpoint).Contains);
        VpcEndpointRules.CheckFree(region, added, endpoint.Service);
        call.Proceed();
        endpoint.Policy = policy ?? endpoint.Policy;
        endpoint.IpAddressType = ipAddressType ?? endpoint.IpAddressType;
        removed.ForEach(table => Disassociate(table, endpoint));
        added.ForEach(table => Associate(region, table, endpoint));
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call) => call.ForEach("VpcEndpointId", VpcEndpoint.Kind, id =>
    {
        if (!call.Region.VpcEndpoints.TryGet(id, out var endpoint))
            throw UnsuccessfulKind.NotFound(id);
        if (!endpoint.IsDeleted)
            Delete(call.Region, endpoint);
    });

    private static void Delete(RegionState region, VpcEndpoint endpoint)
    {
        foreach (var table in region.RouteTablesOf(endpoint).ToList())
            Disassociate(table, endpoint);
        endpoint.IsDeleted = true;
        endpoint.State = region.Begin(VpcEndpointState.Deleting).Then(Delay.EndpointDeletion, VpcEndpointState.Deleted);
        region.After(Delay.DeletedEndpointVisible, () => region.VpcEndpoints.Remove(endpoint));
    }

    private static VpcEndpoint Existing(RegionState region, string id)
    {
        var endpoint = region.VpcEndpoints[id];
        return endpoint.IsDeleted ? throw VpcEndpoint.Kind.NotFound(id) : endpoint;
    }

    private static void Associate(RegionState region, RouteTable table, VpcEndpoint endpoint) =>
        table.Routes.Add(new(VpcEndpointRules.PrefixList(region, endpoint.Service).Id, endpoint.Id));

    private static void Disassociate(RouteTable table, VpcEndpoint endpoint) =>
        table.Routes.RemoveAll(route => route.Target == endpoint.Id);

    private static void Write(Ec2Answer xml, VpcEndpoint endpoint)
    {
        xml.Text("vpcEndpointId", endpoint.Id);
        xml.Text("vpcEndpointType", endpoint.Service.Type);
        xml.Text("vpcId", endpoint.Vpc.Id);
        xml.Text("serviceName", endpoint.Service.Name);
        xml.Text("state", endpoint.State.At(xml.Now));
        xml.Text("policyDocument", endpoint.Policy);
        xml.TextList("routeTableIdSet", xml.Region.RouteTablesOf(endpoint).Select(table => table.Id));
        xml.TextList("subnetIdSet", []);
        xml.TextList("groupSet", []);
        xml.Text("ipAddressType", endpoint.IpAddressType);
        xml.Flag("privateDnsEnabled", false);
        xml.Flag("requesterManaged", false);
        xml.TextList("networkInterfaceIdSet", []);
        xml.TextList("dnsEntrySet", []);
        xml.Time("creationTimestamp", endpoint.CreationTime);
        xml.Tags(endpoint);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.Text("serviceRegion", xml.Region.Region.Name);
    }
}
