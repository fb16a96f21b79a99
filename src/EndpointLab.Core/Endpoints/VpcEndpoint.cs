namespace EndpointLab;

/// <summary>A VPC endpoint of any type (EC2's <c>VpcEndpoint</c>).</summary>
public sealed record VpcEndpoint : LabResource
{
    public string VpcEndpointId { get; }

    /// <summary>Gateway, Interface, GatewayLoadBalancer, or what AWS adds to them.</summary>
    public string VpcEndpointType { get; }

    public string ServiceName { get; }

    /// <summary>The Region of the service; null where it is not told.</summary>
    public string? ServiceRegion { get; }

    public string VpcId { get; }

    /// <summary>One of <see cref="EndpointStates.All"/>, or a state that AWS has added since.</summary>
    public string State { get; internal init; }

    /// <summary>The route tables that lead to a gateway endpoint.</summary>
    public string[] RouteTableIds { get; }

    public string[] SubnetIds { get; }

    public string[] NetworkInterfaceIds { get; }

    public SecurityGroupIdentifier[] Groups { get; }

    public DnsEntry[] DnsEntries { get; }

    public string? IpAddressType { get; }

    public bool PrivateDnsEnabled { get; }

    /// <summary>Whether an AWS service manages the endpoint for the account.</summary>
    public bool RequesterManaged { get; }

    public string? OwnerId { get; }

    /// <summary>The endpoint policy's JSON; null where the endpoint's type or service has none.</summary>
    public string? PolicyDocument { get; }

    public string? FailureReason { get; }

    public LastError? LastError { get; }

    /// <summary>In UTC; null where it is not told.</summary>
    public DateTime? CreationTimestamp { get; }

    internal override string Id => VpcEndpointId;

    internal VpcEndpoint(LabSession session, Amazon.EC2.Model.VpcEndpoint endpoint)
        : base(session, endpoint.Tags)
    {
        VpcEndpointId = endpoint.VpcEndpointId;
        VpcEndpointType = endpoint.VpcEndpointType?.Value ?? "";
        ServiceName = endpoint.ServiceName ?? "";
        ServiceRegion = endpoint.ServiceRegion;
        VpcId = endpoint.VpcId ?? "";
        State = EndpointStates.Spell(endpoint.State?.Value ?? "");
        RouteTableIds = [.. endpoint.RouteTableIds ?? []];
        SubnetIds = [.. endpoint.SubnetIds ?? []];
        NetworkInterfaceIds = [.. endpoint.NetworkInterfaceIds ?? []];
        Groups = [.. (endpoint.Groups ?? []).Select(group => new SecurityGroupIdentifier(group.GroupId, group.GroupName))];
        DnsEntries = [.. (endpoint.DnsEntries ?? []).Select(entry => new DnsEntry(entry.DnsName, entry.HostedZoneId))];
        IpAddressType = endpoint.IpAddressType?.Value;
        PrivateDnsEnabled = endpoint.PrivateDnsEnabled ?? false;
        RequesterManaged = endpoint.RequesterManaged ?? false;
        OwnerId = endpoint.OwnerId;
        PolicyDocument = endpoint.PolicyDocument;
        FailureReason = endpoint.FailureReason;
        LastError = endpoint.LastError is { } error ? new(error.Code, error.Message) : null;
        CreationTimestamp = endpoint.CreationTimestamp?.ToUniversalTime();
    }
}
