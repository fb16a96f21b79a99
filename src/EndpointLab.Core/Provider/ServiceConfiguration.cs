namespace EndpointLab;

/// <summary>An endpoint service that the account provides (EC2's <c>ServiceConfiguration</c>).</summary>
public sealed record ServiceConfiguration : LabResource
{
    public string ServiceId { get; }

    /// <summary>What consumers name to make an endpoint to it.</summary>
    public string ServiceName { get; }

    /// <summary>Interface or GatewayLoadBalancer.</summary>
    public string ServiceType { get; }

    /// <summary>Pending, Available, Failed, Deleting or Deleted.</summary>
    public string ServiceState { get; internal init; }

    /// <summary>Whether each connection waits until the provider accepts it.</summary>
    public bool AcceptanceRequired { get; }

    /// <summary>Who may connect; nobody at first.</summary>
    public AllowedPrincipal[] AllowedPrincipals { get; }

    public string[] NetworkLoadBalancerArns { get; }

    public string[] GatewayLoadBalancerArns { get; }

    /// <summary>ipv4, ipv6 or both.</summary>
    public string[] SupportedIpAddressTypes { get; }

    public SupportedRegion[] SupportedRegions { get; }

    public string[] AvailabilityZones { get; }

    public string[] BaseEndpointDnsNames { get; }

    public string? PrivateDnsName { get; }

    /// <summary>Null without a private DNS name.</summary>
    public PrivateDnsNameConfiguration? PrivateDnsNameConfiguration { get; }

    internal override string Id => ServiceId;

    internal ServiceConfiguration(
        LabSession session, Amazon.EC2.Model.ServiceConfiguration service, IEnumerable<Amazon.EC2.Model.AllowedPrincipal> principals)
        : base(session, service.Tags)
    {
        ServiceId = service.ServiceId;
        ServiceName = service.ServiceName ?? "";
        ServiceType = string.Join(", ", (service.ServiceType ?? []).Select(type => type.ServiceType?.Value));
        ServiceState = ServiceStates.Graph.Spell(service.ServiceState?.Value ?? "");
        AcceptanceRequired = service.AcceptanceRequired ?? false;
        AllowedPrincipals =
            [.. principals.Select(one => new AllowedPrincipal(one.Principal, one.PrincipalType?.Value, one.ServicePermissionId))];
        NetworkLoadBalancerArns = [.. service.NetworkLoadBalancerArns ?? []];
        GatewayLoadBalancerArns = [.. service.GatewayLoadBalancerArns ?? []];
        SupportedIpAddressTypes = [.. service.SupportedIpAddressTypes ?? []];
        SupportedRegions = [.. (service.SupportedRegions ?? []).Select(region => new SupportedRegion(region.Region, region.ServiceState))];
        AvailabilityZones = [.. service.AvailabilityZones ?? []];
        BaseEndpointDnsNames = [.. service.BaseEndpointDnsNames ?? []];
        PrivateDnsName = service.PrivateDnsName;
        PrivateDnsNameConfiguration = service.PrivateDnsNameConfiguration is { State: { } state } configuration
            ? new(state.Value, configuration.Type, configuration.Name, configuration.Value)
            : null;
    }

    /// <summary>The name, so that -Service takes the object as well.</summary>
    public override string ToString() => ServiceName;
}
