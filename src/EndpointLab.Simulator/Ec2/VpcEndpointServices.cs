namespace EndpointLab.Simulator.Ec2;

/// <summary>What a VPC can have an endpoint for.</summary>
internal static class VpcEndpointServices
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeVpcEndpointServices"] = Describe };

    private static readonly FilterTable<EndpointService> Filters = new()
    {
        { "owner", service => service.Owner },
        { "service-name", service => service.Name },
        { "service-region", service => service.Region.Name },
        { "service-type", service => service.Type },
        { "supported-ip-address-types", service => service.IpAddressTypes },
    };

    private static void Describe(Ec2Call call)
    {
        var names = call.Parameters.List("ServiceName");
        var regions = call.Parameters.List("ServiceRegion");
        if (regions.FirstOrDefault(name => Region.Find(name) is null) is { } unknownRegion)
            throw Ec2Errors.InvalidParameterValue("ServiceRegion", unknownRegion, "There is no such Region.");
        var offered = (regions.Count == 0 ? [call.Region.Region.Name] : regions.Distinct())
            .SelectMany(call.Region.EndpointServicesIn).ToList();
        var unknown = names.Where(name => offered.TrueForAll(service => service.Name != name)).ToList();
        if (unknown.Count > 0)
            throw Ec2Errors.InvalidServiceName(unknown);
        var named = offered.Where(service => names.Count == 0 || names.Contains(service.Name));
        var (chosen, next) = call.Choose(named, Filters, service => $"{service.Name} {service.Type}");
        call.Proceed();
        var shown = chosen.ToList();
        call.Answer.TextList("serviceNameSet", shown.Select(service => service.Name).Distinct());
        call.Answer.List("serviceDetailSet", shown, Write);
        call.Answer.Text("nextToken", next);
    }

    private static void Write(Ec2Answer xml, EndpointService service)
    {
        xml.Text("serviceName", service.Name);
        xml.Text("serviceId", service.ServiceId);
        xml.List("serviceType", [service.Type], static (xml, type) => xml.Text("serviceType", type));
        xml.Text("serviceRegion", service.Region.Name);
        xml.TextList("availabilityZoneIdSet", service.Zones.Select(zone => zone.Id));
        xml.TextList("availabilityZoneSet", service.Zones.Select(zone => zone.Name));
        xml.Text("owner", service.Owner);
        xml.TextList("baseEndpointDnsNameSet", [service.BaseEndpointDnsName]);
        if (service.PrivateDnsNames is [var first, ..])
        {
            xml.Text("privateDnsName", first);
            xml.List("privateDnsNameSet", service.PrivateDnsNames, static (xml, name) => xml.Text("privateDnsName", name));
            xml.Text("privateDnsNameVerificationState", service.PrivateDnsState(xml.Now));
        }
        xml.Flag("vpcEndpointPolicySupported", service.PolicySupported);
        xml.Flag("acceptanceRequired", service.AcceptanceRequired);
        xml.Flag("managesVpcEndpoints", false);
        xml.TextList("supportedIpAddressTypeSet", service.IpAddressTypes);
        xml.Text("payerResponsibility", service.Configuration?.PayerResponsibility);
        if (service.Owner == xml.Region.AccountId)
            xml.Tags(service);
        else
            xml.TextList("tagSet", []);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidServiceName(params IReadOnlyList<string> names) => new(
        "InvalidServiceName",
        names is [var name]
            ? $"The Vpc Endpoint Service '{name}' does not exist"
            : $"The Vpc Endpoint Services '{string.Join(", ", names)}' do not exist");
}
