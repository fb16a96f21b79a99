namespace EndpointLab.Simulator.Ec2;

/// <summary>What endpoints of the types Resource and ServiceNetwork are associated with.</summary>
internal static class VpcEndpointAssociations
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeVpcEndpointAssociations"] = Describe };

    private static readonly FilterTable<VpcEndpoint> Filters = new()
    {
        { "associated-resource-accessibility", Accessibility },
        { "associated-resource-id", endpoint => IsResource(endpoint) ? endpoint.Service.ServiceId : null },
        { "association-id", Id },
        { "resource-configuration-group-arn", _ => (string?)null },
        { "service-network-arn", endpoint => IsResource(endpoint) ? null : endpoint.Service.TargetArn },
        { "vpc-endpoint-id", endpoint => endpoint.Id },
    };

    private static void Describe(Ec2Call call)
    {
        var ids = call.Parameters.List("VpcEndpointId");
        var endpoints = ids.Count == 0 ? call.Region.VpcEndpoints : call.Region.VpcEndpoints.Select(ids).AsEnumerable();
        var associated = endpoints.Where(endpoint => endpoint.Service.TargetArn is not null && !endpoint.IsDeleted);
        call.List(associated, Filters, endpoint => endpoint.Id, "vpcEndpointAssociationSet", Write);
    }

    private static void Write(Ec2Answer xml, VpcEndpoint endpoint)
    {
        xml.Text("id", Id(endpoint));
        xml.Text("vpcEndpointId", endpoint.Id);
        if (!IsResource(endpoint))
        {
            xml.Text("serviceNetworkArn", endpoint.Service.TargetArn);
            xml.Text("serviceNetworkName", endpoint.Service.ServiceId);
        }
        xml.Text("associatedResourceAccessibility", Accessibility(endpoint));
        if (IsResource(endpoint))
        {
            xml.Element("dnsEntry", endpoint.ResourceDnsEntry, VpcEndpointAnswer.WriteDnsEntry);
            xml.Text("associatedResourceArn", endpoint.Service.TargetArn);
        }
        xml.Tags(endpoint);
    }

    private static string Id(VpcEndpoint endpoint) =>
        $"vpce-{(IsResource(endpoint) ? "rsc" : "sn")}-asc-{endpoint.Id[(VpcEndpoint.Kind.Prefix.Length + 1)..]}";

    private static string Accessibility(VpcEndpoint endpoint) =>
        endpoint.IsServing ? "AVAILABLE" : endpoint.State is VpcEndpointState.Failed ? "FAILED" : "PENDING";

    private static bool IsResource(VpcEndpoint endpoint) => endpoint.Service.Type == EndpointService.Resource;
}
