namespace EndpointLab.Simulator.Ec2;

/// <summary>A provider's endpoint services.</summary>
internal static class EndpointServiceConfigurations
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateVpcEndpointServiceConfiguration"] = Create,
        ["DeleteVpcEndpointServiceConfigurations"] = Delete,
        ["DescribeVpcEndpointServiceConfigurations"] = Describe,
    };

    /// <summary>How the items of an answer are refused, in a code of its own.</summary>
    private static readonly ResourceKind UnsuccessfulKind =
        EndpointServiceConfiguration.Kind with { NotFoundCode = "InvalidVpcEndpointService.NotFound" };

    private static readonly FilterTable<EndpointServiceConfiguration> Filters = new()
    {
        { "service-id", configuration => configuration.Id },
        { "service-name", configuration => configuration.Service.Name },
        { "service-state", (configuration, region) => configuration.State.At(region.Now) },
        { "supported-ip-address-types", configuration => configuration.Service.IpAddressTypes },
    };

    private static void Create(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var (type, balancers) = EndpointServiceRules.LoadBalancers(parameters, region);
        var privateName = EndpointServiceRules.PrivateDnsName(parameters["PrivateDnsName"], type);
        var families = EndpointServiceRules.IpAddressTypes(parameters.List("SupportedIpAddressType"));
        var regions = EndpointServiceRules.Regions(parameters.List("SupportedRegion"), type);
        var acceptance = parameters.Boolean("AcceptanceRequired") ?? true;
        var tags = call.NewTags(EndpointServiceConfiguration.Kind);
        call.Proceed();
        var configuration = region.EndpointServiceConfigurations.Add(new(region, type)
        {
            State = region.Begin(EndpointServiceState.Pending).Then(Delay.EndpointServiceCreation, EndpointServiceState.Available),
            LoadBalancerArns = balancers,
            SupportedRegions = [.. regions.Prepend(region.Region.Name).Distinct()],
            Tags = tags,
        });
        configuration.Service.AcceptanceRequired = acceptance;
        if (families.Count > 0)
            configuration.Service.IpAddressTypes = families;
        configuration.SetPrivateDnsName(privateName, region);
        call.Answer.Element("serviceConfiguration", configuration, Write);
        call.Answer.Text("clientToken", parameters["ClientToken"]);
    }

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.EndpointServiceConfigurations, "ServiceId", Filters, "serviceConfigurationSet", Write);

    private static void Delete(Ec2Call call) => call.ForEach("ServiceId", EndpointServiceConfiguration.Kind, id =>
    {
        var region = call.Region;
        if (!region.EndpointServiceConfigurations.TryGet(id, out var configuration))
            throw UnsuccessfulKind.NotFound(id);
        if (configuration.IsDeleted)
            return;
        EndpointServiceRules.CheckUnconnected(configuration, region);
        configuration.IsDeleted = true;
        region.RemoveNotificationsOf(configuration);
        configuration.State = region.Begin(EndpointServiceState.Deleting)
            .Then(Delay.EndpointServiceDeletion, EndpointServiceState.Deleted);
        region.After(
            [Delay.EndpointServiceDeletion, Delay.DeletedEndpointServiceVisible],
            () => region.EndpointServiceConfigurations.Remove(configuration));
    });

    private static void Write(Ec2Answer xml, EndpointServiceConfiguration configuration)
    {
        var service = configuration.Service;
        var state = configuration.State.At(xml.Now);
        xml.List("serviceType", [service.Type], static (xml, type) => xml.Text("serviceType", type));
        xml.Text("serviceId", configuration.Id);
        xml.Text("serviceName", service.Name);
        xml.Text("serviceState", state);
        xml.TextList("availabilityZoneIdSet", service.Zones.Select(zone => zone.Id));
        xml.TextList("availabilityZoneSet", service.Zones.Select(zone => zone.Name));
        xml.Flag("acceptanceRequired", service.AcceptanceRequired);
        xml.Flag("managesVpcEndpoints", false);
        WriteLoadBalancers(xml, configuration);
        xml.TextList("supportedIpAddressTypeSet", service.IpAddressTypes);
        xml.TextList("baseEndpointDnsNameSet", [service.BaseEndpointDnsName]);
        if (configuration.PrivateDnsRecord is { } record)
        {
            xml.Text("privateDnsName", configuration.PrivateDnsName);
            xml.Element("privateDnsNameConfiguration", () =>
            {
                xml.Text("state", service.PrivateDnsState(xml.Now));
                xml.Text("type", "TXT");
                xml.Text("value", record.Value);
                xml.Text("name", record.Name);
            });
        }
        xml.Text("payerResponsibility", configuration.PayerResponsibility);
        xml.Tags(configuration);
        xml.List("supportedRegionSet", configuration.SupportedRegions, (xml, region) =>
        {
            xml.Text("region", region);
            xml.Text("serviceState", state);
        });
        xml.Flag("remoteAccessEnabled", configuration.SupportedRegions.Count > 1);
    }

    /// <summary>Writes the load balancers in the list of their kind; the other kind's isn't written.</summary>
    public static void WriteLoadBalancers(Ec2Answer xml, EndpointServiceConfiguration configuration) => xml.TextList(
        configuration.Service.Type == EndpointService.Interface ? "networkLoadBalancerArnSet" : "gatewayLoadBalancerArnSet",
        configuration.LoadBalancerArns);
}
