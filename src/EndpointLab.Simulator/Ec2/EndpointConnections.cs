namespace EndpointLab.Simulator.Ec2;

/// <summary>The endpoints of consumers, as the provider of their service sees them.</summary>
internal static class EndpointConnections
{
    /// <summary>What a provider of endpoint services can take over.</summary>
    public const string EndpointCharges = "vpc-endpoint-charges";

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AcceptVpcEndpointConnections"] = Accept,
        ["DescribeVpcEndpointConnections"] = Describe,
        ["ModifyVpcEndpointPayerResponsibility"] = ModifyPayer,
        ["RejectVpcEndpointConnections"] = Reject,
    };

    private static readonly FilterTable<(VpcEndpoint Endpoint, EndpointServiceConfiguration Configuration)> Filters = new()
    {
        { "ip-address-type", connection => connection.Endpoint.IpAddressType },
        { "service-id", connection => connection.Configuration.Id },
        { "vpc-endpoint-id", connection => connection.Endpoint.Id },
        { "vpc-endpoint-owner", connection => connection.Endpoint.Region.AccountId },
        { "vpc-endpoint-region", (connection, region) => Regions(connection.Endpoint.Region.Region, region.Region) },
        { "vpc-endpoint-state", connection => connection.Endpoint.State },
    };

    private static void Describe(Ec2Call call) => call.List(
        call.Region.EndpointConnections, Filters, connection => connection.Endpoint.Id, "vpcEndpointConnectionSet", Write);

    private static void Accept(Ec2Call call) => Decide(call, endpoint => endpoint.Accept(), "accepted");

    private static void Reject(Ec2Call call) => Decide(call, endpoint => endpoint.Reject(), "rejected");

    private static void Decide(Ec2Call call, Func<VpcEndpoint, bool> decide, string decision)
    {
        var configuration = EndpointServiceRules.Existing(call.Region, call.Parameters.Required("ServiceId"));
        call.ForEach("VpcEndpointId", VpcEndpoint.Kind, id =>
        {
            var endpoint = call.Region.ConnectionsTo(configuration).FirstOrDefault(one => one.Id == id)
                ?? throw VpcEndpoints.UnsuccessfulKind.NotFound(id);
            if (!decide(endpoint))
                throw Ec2Errors.IncorrectState(endpoint, decision);
        });
    }

    private static void ModifyPayer(Ec2Call call)
    {
        var parameters = call.Parameters;
        var id = parameters.Required("VpcEndpointId");
        VpcEndpoint.Kind.CheckForm(id);
        var connections = parameters["ServiceId"] is { Length: > 0 } serviceId
            ? call.Region.ConnectionsTo(EndpointServiceRules.Existing(call.Region, serviceId))
            : call.Region.EndpointConnections.Select(connection => connection.Endpoint);
        var endpoint = connections.FirstOrDefault(one => one.Id == id && !one.IsDeleted) ?? throw VpcEndpoint.Kind.NotFound(id);
        parameters.Required("Scope");
        parameters.OneOf("Scope", "", EndpointCharges);
        parameters.Required("PayerResponsibility");
        var payer = parameters.OneOf("PayerResponsibility", "", "vpc-endpoint-account", "vpc-endpoint-service-account");
        call.Proceed();
        endpoint.Payer = payer;
        call.Answer.Text("vpcEndpointId", id);
        VpcEndpointAnswer.WritePayer(call.Answer, endpoint);
    }

    /// <summary>What a filter by Region finds an endpoint of the consumer's Region by.</summary>
    private static IEnumerable<string> Regions(Region consumers, Region providers) =>
        consumers == providers ? [consumers.Name] : [consumers.Name, "cross-region"];

    private static void Write(Ec2Answer xml, (VpcEndpoint Endpoint, EndpointServiceConfiguration Configuration) connection)
    {
        var (endpoint, configuration) = connection;
        xml.Text("serviceId", configuration.Id);
        xml.Text("vpcEndpointId", endpoint.Id);
        xml.Text("vpcEndpointOwner", endpoint.Region.AccountId);
        xml.Text("vpcEndpointState", endpoint.State);
        xml.Time("creationTimestamp", endpoint.CreationTime);
        VpcEndpointAnswer.WriteDnsEntries(xml, endpoint);
        EndpointServiceConfigurations.WriteLoadBalancers(xml, configuration);
        xml.Text("ipAddressType", endpoint.IpAddressType);
        xml.Text("vpcEndpointConnectionId", $"vpce-con{endpoint.Id[VpcEndpoint.Kind.Prefix.Length..]}");
        xml.TextList("tagSet", []);
        xml.Text("vpcEndpointRegion", endpoint.Region.Region.Name);
        VpcEndpointAnswer.WritePayer(xml, endpoint);
    }
}
