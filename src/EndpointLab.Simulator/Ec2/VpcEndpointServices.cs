namespace EndpointLab.Simulator.Ec2;

/// <summary>What a VPC can have an endpoint for.</summary>
internal static class VpcEndpointServices
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeVpcEndpointServices"] = Describe };

    private static readonly FilterTable<EndpointService> Filters = new()
    {
        { "owner", _ => AwsEndpointServices.Owner },
        { "service-name", service => service.Name },
        { "service-region", (_, region) => region.Region.Name },
        { "service-type", service => service.Type },
        { "supported-ip-address-types", service => service.IpAddressTypes },
    };

    private static void Describe(Ec2Call call)
    {
        var region = call.Region;
        var names = call.Parameters.List("ServiceName");
        var unknown = names.Where(name => region.EndpointServices.All(service => service.Name != name)).ToList();
        if (unknown.Count > 0)
            throw Ec2Errors.InvalidServiceName(unknown);
        if (call.Parameters.List("ServiceRegion").FirstOrDefault(asked => asked != region.Region.Name) is { } other)
            throw Ec2Errors.InvalidParameter($"The simulator offers no service of the Region '{other}' here.");
        var services = names.Count == 0 ? region.EndpointServices : region.EndpointServices.Where(service => names.Contains(service.Name));
        var (chosen, next) = call.Choose(services, Filters, service => $"{service.Name} {service.Type}");
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
        xml.Text("serviceRegion", xml.Region.Region.Name);
        xml.TextList("availabilityZoneIdSet", xml.Region.Region.Zones.Select(zone => zone.Id));
        xml.TextList("availabilityZoneSet", xml.Region.Region.Zones.Select(zone => zone.Name));
        xml.Text("owner", AwsEndpointServices.Owner);
        xml.TextList("baseEndpointDnsNameSet", [service.BaseEndpointDnsName]);
        if (service.PrivateDnsNames is [var first, ..])
        {
            xml.Text("privateDnsName", first);
            xml.List("privateDnsNameSet", service.PrivateDnsNames, static (xml, name) => xml.Text("privateDnsName", name));
            xml.Text("privateDnsNameVerificationState", "verified");
        }
        xml.Flag("vpcEndpointPolicySupported", service.PolicySupported);
        xml.Flag("acceptanceRequired", false);
        xml.Flag("managesVpcEndpoints", false);
        xml.TextList("supportedIpAddressTypeSet", service.IpAddressTypes);
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
