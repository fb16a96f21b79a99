namespace EndpointLab.Simulator.Ec2;

/// <summary>What a provider changes of an endpoint service.</summary>
internal static class EndpointServiceChanges
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["ModifyVpcEndpointServiceConfiguration"] = Modify,
        ["ModifyVpcEndpointServicePayerResponsibility"] = ModifyPayer,
        ["StartVpcEndpointServicePrivateDnsVerification"] = StartVerification,
    };

    private static void Modify(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var configuration = EndpointServiceRules.Existing(region, parameters.Required("ServiceId"));
        var service = configuration.Service;
        var balancers = LoadBalancers(parameters, configuration, region);
        var families = Changed(
            service.IpAddressTypes,
            EndpointServiceRules.IpAddressTypes(parameters.List("AddSupportedIpAddressType")),
            parameters.List("RemoveSupportedIpAddressType"),
            "IP address type");
        var regions = Changed(
            configuration.SupportedRegions,
            EndpointServiceRules.Regions(parameters.List("AddSupportedRegion"), service.Type),
            [.. parameters.List("RemoveSupportedRegion").Where(name => name != region.Region.Name)],
            "Region");
        var privateName = EndpointServiceRules.PrivateDnsName(parameters["PrivateDnsName"], service.Type) ?? configuration.PrivateDnsName;
        if (parameters.Boolean("RemovePrivateDnsName") == true)
            privateName = RemovedName(parameters, configuration, region);
        var acceptance = parameters.Boolean("AcceptanceRequired");
        call.Proceed();
        configuration.LoadBalancerArns = balancers;
        configuration.SupportedRegions = regions;
        service.IpAddressTypes = families;
        service.AcceptanceRequired = acceptance ?? service.AcceptanceRequired;
        if (privateName != configuration.PrivateDnsName)
            configuration.SetPrivateDnsName(privateName, region);
        call.Answer.Success();
    }

    private static void ModifyPayer(Ec2Call call)
    {
        var configuration = EndpointServiceRules.Existing(call.Region, call.Parameters.Required("ServiceId"));
        call.Parameters.Required("PayerResponsibility");
        var payer = call.Parameters.OneOf("PayerResponsibility", "", "ServiceOwner");
        call.Proceed();
        configuration.PayerResponsibility = payer;
        call.Answer.Success();
    }

    /// <summary>There is no public DNS to look into: every record counts as found, once AWS has had the time to look.</summary>
    private static void StartVerification(Ec2Call call)
    {
        var region = call.Region;
        var configuration = EndpointServiceRules.Existing(region, call.Parameters.Required("ServiceId"));
        if (configuration.PrivateDnsName is null)
            throw Ec2Errors.InvalidParameter($"The endpoint service {configuration.Id} has no private DNS name.");
        call.Proceed();
        if (configuration.Service.PrivateDnsState(region.Now) != DnsNameState.Verified)
        {
            configuration.Service.PrivateDnsVerification = region.Begin(DnsNameState.PendingVerification)
                .Then(Delay.PrivateDnsVerification, DnsNameState.Verified);
        }
        call.Answer.Success();
    }

    private static List<string> LoadBalancers(
        QueryParameters parameters, EndpointServiceConfiguration configuration, RegionState region)
    {
        var (kind, other) = configuration.Service.Type == EndpointService.Interface ? ("Network", "Gateway") : ("Gateway", "Network");
        if (parameters.List($"Add{other}LoadBalancerArn").Count + parameters.List($"Remove{other}LoadBalancerArn").Count > 0)
            throw Ec2Errors.InvalidParameter($"The endpoint service {configuration.Id} is of {kind} Load Balancers only.");
        var removed = parameters.List($"Remove{kind}LoadBalancerArn");
        if (removed.Count > 0)
            EndpointServiceRules.CheckUnconnected(configuration, region);
        var added = EndpointServiceRules.LoadBalancers(
            parameters.List($"Add{kind}LoadBalancerArn"), configuration.Service.Type, region);
        return Changed(configuration.LoadBalancerArns, added, removed, "load balancer");
    }

    private static string? RemovedName(QueryParameters parameters, EndpointServiceConfiguration configuration, RegionState region)
    {
        if (parameters["PrivateDnsName"] is not null)
            throw Ec2Errors.InvalidParameterCombination("PrivateDnsName and RemovePrivateDnsName cannot be specified together");
        if (configuration.PrivateDnsName is not null)
            EndpointServiceRules.CheckUnconnected(configuration, region);
        return null;
    }

    private static List<string> Changed(
        IReadOnlyList<string> present, IReadOnlyList<string> added, IReadOnlyList<string> removed, string noun)
    {
        if (removed.FirstOrDefault(item => !present.Contains(item)) is { } unknown)
            throw Ec2Errors.InvalidParameter($"The endpoint service does not have the {noun} '{unknown}'.");
        List<string> changed = [.. present.Except(removed).Union(added)];
        return changed.Count > 0 ? changed : throw Ec2Errors.InvalidParameter($"An endpoint service needs at least one {noun}.");
    }
}
