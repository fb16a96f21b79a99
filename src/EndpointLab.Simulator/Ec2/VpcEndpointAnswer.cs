namespace EndpointLab.Simulator.Ec2;

/// <summary>Writes endpoints as their consumer sees them.</summary>
internal static class VpcEndpointAnswer
{
    public static void Write(Ec2Answer xml, VpcEndpoint endpoint)
    {
        xml.Text("vpcEndpointId", endpoint.Id);
        xml.Text("vpcEndpointType", endpoint.Service.Type);
        xml.Text("vpcId", endpoint.Vpc.Id);
        xml.Text("serviceName", endpoint.Service.TargetArn is null ? endpoint.Service.Name : null);
        xml.Text("state", endpoint.State);
        xml.Text("policyDocument", endpoint.Policy);
        xml.TextList(
            "routeTableIdSet", endpoint.Service.IsGateway ? xml.Region.RouteTablesOf(endpoint).Select(table => table.Id) : []);
        xml.TextList("subnetIdSet", endpoint.NetworkInterfaces.Select(one => one.Subnet.Id));
        NetworkInterfaceAnswer.WriteGroups(xml, endpoint.Groups);
        xml.Text("ipAddressType", endpoint.IpAddressType);
        if (endpoint.DnsOptions is { } options)
        {
            xml.Element("dnsOptions", options, static (xml, options) =>
            {
                xml.Text("dnsRecordIpType", options.RecordIpType);
                xml.Flag("privateDnsOnlyForInboundResolverEndpoint", options.PrivateDnsOnlyForInboundResolverEndpoint);
            });
        }
        xml.Flag("privateDnsEnabled", endpoint.PrivateDnsEnabled);
        xml.Flag("requesterManaged", false);
        xml.TextList("networkInterfaceIdSet", endpoint.NetworkInterfaces.Select(one => one.Id));
        WriteDnsEntries(xml, endpoint);
        xml.Time("creationTimestamp", endpoint.CreationTime);
        xml.Tags(endpoint);
        xml.Text("ownerId", xml.Region.AccountId);
        if (endpoint.LastError is { } error)
        {
            xml.Element("lastError", error, static (xml, error) =>
            {
                xml.Text("message", error.Message);
                xml.Text("code", error.Code);
            });
            xml.Text("failureReason", endpoint.State is VpcEndpointState.Failed ? error.Message : null);
        }
        xml.Text("serviceNetworkArn", endpoint.Service.Type == EndpointService.ServiceNetwork ? endpoint.Service.TargetArn : null);
        xml.Text("resourceConfigurationArn", endpoint.Service.Type == EndpointService.Resource ? endpoint.Service.TargetArn : null);
        xml.Text("serviceRegion", endpoint.Service.Region.Name);
        WritePayer(xml, endpoint);
    }

    public static void WriteDnsEntries(Ec2Answer xml, VpcEndpoint endpoint) =>
        xml.List("dnsEntrySet", endpoint.DnsEntries, WriteDnsEntry);

    /// <summary>Writes who pays, where that was ever said of this endpoint.</summary>
    public static void WritePayer(Ec2Answer xml, VpcEndpoint endpoint)
    {
        if (endpoint.Payer is not { } payer)
            return;
        xml.List("payerResponsibilitySet", [payer], static (xml, payer) =>
        {
            xml.Text("scope", EndpointConnections.EndpointCharges);
            xml.Text("payerResponsibilityType", payer);
        });
    }

    public static void WriteDnsEntry(Ec2Answer xml, EndpointDnsEntry entry)
    {
        xml.Text("dnsName", entry.Name);
        xml.Text("hostedZoneId", entry.HostedZoneId);
    }
}
