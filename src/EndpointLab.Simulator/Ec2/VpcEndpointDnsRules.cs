namespace EndpointLab.Simulator.Ec2;

/// <summary>What AWS accepts of an endpoint's DNS.</summary>
internal static class VpcEndpointDnsRules
{
    private const string InboundOnly = "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint";

    /// <summary>Whether the service's own names lead to a new endpoint: where nothing is said, AWS's own services' do.</summary>
    public static bool IsPrivateByDefault(RegionState region, EndpointService service) =>
        service is { Owner: AwsEndpointServices.Owner, Type: EndpointService.Interface, PrivateDnsNames.Count: > 0 }
        && !HasGateways(region, service);

    /// <summary>The options asked for, completed by the ones there are, or by AWS's own.</summary>
    /// <param name="old">What the endpoint has; null for a new one.</param>
    public static DnsOptions? Options(Ec2Call call, EndpointService service, string ipAddressType, bool isPrivate, DnsOptions? old)
    {
        var parameters = call.Parameters;
        var recordType = parameters["DnsOptions.DnsRecordIpType"];
        var inboundOnly = parameters.Boolean(InboundOnly);
        parameters.OneOf("DnsOptions.DnsRecordIpType", "ipv4", "ipv4", "dualstack", "ipv6", "service-defined");
        if (service.Type != EndpointService.Interface)
        {
            return inboundOnly is null ? null : throw Ec2Errors.InvalidParameter(
                "DnsOptions PrivateDnsOnlyForInboundResolverEndpoint is applicable only to Interface VPC Endpoints.");
        }
        if (recordType is not null && !Fits(recordType, ipAddressType))
        {
            throw Ec2Errors.InvalidParameter(
                $"The DNS record IP type ({recordType}) is not supported for the IP address type ({ipAddressType}).");
        }
        if (inboundOnly == true && !HasGateways(call.Region, service))
        {
            throw Ec2Errors.InvalidParameter(
                $"PrivateDnsOnlyForInboundResolverEndpoint is not supported for the service {service.Name}.");
        }
        inboundOnly ??= old?.PrivateDnsOnlyForInboundResolverEndpoint ?? (HasGateways(call.Region, service) ? isPrivate : null);
        recordType ??= old is not null && Fits(old.RecordIpType, ipAddressType) ? old.RecordIpType : ipAddressType;
        return new(recordType, inboundOnly);
    }

    /// <exception cref="ServiceException">InvalidParameter: the service's own names can't lead to an endpoint in the VPC.</exception>
    /// <param name="endpoint">The endpoint; null for a new one.</param>
    public static void CheckPrivate(RegionState region, Vpc vpc, EndpointService service, DnsOptions? options, VpcEndpoint? endpoint)
    {
        if (!service.HasGroups)
            throw Ec2Errors.InvalidParameter($"Private DNS is not supported for {service.Type} type VPC Endpoints.");
        if (service.PrivateDnsNames.Count == 0 && service.TargetArn is null)
        {
            throw Ec2Errors.InvalidParameter(
                $"Private DNS can't be enabled because the service {service.Name} does not provide a private DNS name.");
        }
        if (service.PrivateDnsState(region.Now) != DnsNameState.Verified)
        {
            throw Ec2Errors.InvalidParameter(
                $"Private DNS can't be enabled because the private DNS name of the service {service.Name} is not verified.");
        }
        if (service.AcceptanceRequired && endpoint?.IsServing != true)
        {
            throw Ec2Errors.InvalidParameter(
                $"Private DNS can only be enabled after the endpoint connection is accepted by the owner of {service.Name}.");
        }
        if (!vpc.HasDns)
        {
            throw Ec2Errors.InvalidParameter(
                $"Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {vpc.Id}");
        }
        var taken = region.VpcEndpointsOf(vpc)
            .Where(other => other != endpoint)
            .SelectMany(other => other.PrivateDomains)
            .Concat(region.HostedZonesOf(vpc).Select(zone => zone.Name));
        if (service.PrivateDnsNames.Select(name => name.TrimStart('*', '.')).Intersect(taken).FirstOrDefault() is { } conflict)
        {
            throw Ec2Errors.InvalidParameter(
                "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
                + $"{conflict} in the VPC {vpc.Id}");
        }
        if (options?.PrivateDnsOnlyForInboundResolverEndpoint == true
            && !region.VpcEndpointsOf(vpc).Any(other => other.Service.IsGateway && other.Service.Name == service.Name))
        {
            throw Ec2Errors.InvalidParameter(
                $"To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC {vpc.Id} must have a Gateway endpoint for the service.");
        }
    }

    private static bool Fits(string recordType, string ipAddressType) =>
        recordType is "service-defined" || ipAddressType is "dualstack" || recordType == ipAddressType;

    private static bool HasGateways(RegionState region, EndpointService service) =>
        region.EndpointServicesIn(service.Region.Name).Any(other => other.IsGateway && other.Name == service.Name);
}
