namespace EndpointLab;

/// <summary>
/// A service that the account can make an endpoint to (EC2's <c>ServiceDetail</c>).
/// One that offers two types of endpoint, as S3 does, is two of them.
/// </summary>
public sealed record ServiceDetail : LabResource
{
    public string ServiceName { get; }

    /// <summary>Gateway, Interface or GatewayLoadBalancer.</summary>
    public string ServiceType { get; }

    public string? ServiceId { get; }

    /// <summary>The Region of the service; null where it is not told.</summary>
    public string? ServiceRegion { get; }

    /// <summary>amazon, or the id of the account that provides the service.</summary>
    public string? Owner { get; }

    public string[] AvailabilityZones { get; }

    public string[] AvailabilityZoneIds { get; }

    public string[] BaseEndpointDnsNames { get; }

    public string? PrivateDnsName { get; }

    /// <summary>All names that private DNS answers for; of a service of AWS's these can be several.</summary>
    public string[] PrivateDnsNames { get; }

    /// <summary><c>verified</c>, <c>pendingVerification</c> or <c>failed</c>: nobody can use a name that isn't verified.</summary>
    public string? PrivateDnsNameVerificationState { get; }

    public string[] SupportedIpAddressTypes { get; }

    public bool AcceptanceRequired { get; }

    /// <summary>Whether an endpoint to it has an endpoint policy.</summary>
    public bool VpcEndpointPolicySupported { get; }

    internal override string Id => ServiceId ?? ServiceName;

    internal ServiceDetail(LabSession session, Amazon.EC2.Model.ServiceDetail service)
        : base(session, service.Tags)
    {
        ServiceName = service.ServiceName;
        ServiceType = string.Join(", ", (service.ServiceType ?? []).Select(type => type.ServiceType?.Value));
        ServiceId = service.ServiceId;
        ServiceRegion = service.ServiceRegion;
        Owner = service.Owner;
        AvailabilityZones = [.. service.AvailabilityZones ?? []];
        AvailabilityZoneIds = [.. service.AvailabilityZoneIds ?? []];
        BaseEndpointDnsNames = [.. service.BaseEndpointDnsNames ?? []];
        PrivateDnsName = service.PrivateDnsName;
        PrivateDnsNames = [.. (service.PrivateDnsNames ?? []).Select(name => name.PrivateDnsName)];
        PrivateDnsNameVerificationState = service.PrivateDnsNameVerificationState?.Value;
        SupportedIpAddressTypes = [.. service.SupportedIpAddressTypes ?? []];
        AcceptanceRequired = service.AcceptanceRequired ?? false;
        VpcEndpointPolicySupported = service.VpcEndpointPolicySupported ?? false;
    }

    /// <summary>The name, so that -Service takes the object as well.</summary>
    public override string ToString() => ServiceName;
}
