namespace EndpointLab;

/// <summary>A consumer's endpoint as the provider of its service sees it (EC2's <c>VpcEndpointConnection</c>).</summary>
public sealed record VpcEndpointConnection : LabResource
{
    public string ServiceId { get; }

    public string VpcEndpointId { get; }

    /// <summary>The consumer's account.</summary>
    public string VpcEndpointOwner { get; }

    /// <summary>One of <see cref="EndpointStates"/>, or a state that AWS has added since.</summary>
    public string VpcEndpointState { get; internal init; }

    /// <summary>The Region of the endpoint; null where it is not told.</summary>
    public string? VpcEndpointRegion { get; }

    public string? VpcEndpointConnectionId { get; }

    public string? IpAddressType { get; }

    public DnsEntry[] DnsEntries { get; }

    public string[] NetworkLoadBalancerArns { get; }

    public string[] GatewayLoadBalancerArns { get; }

    /// <summary>In UTC; null where it is not told.</summary>
    public DateTime? CreationTimestamp { get; }

    internal override string Id => VpcEndpointId;

    internal VpcEndpointConnection(LabSession session, Amazon.EC2.Model.VpcEndpointConnection connection)
        : base(session, connection.Tags)
    {
        ServiceId = connection.ServiceId;
        VpcEndpointId = connection.VpcEndpointId;
        VpcEndpointOwner = connection.VpcEndpointOwner ?? "";
        VpcEndpointState = EndpointStates.Graph.Spell(connection.VpcEndpointState?.Value ?? "");
        VpcEndpointRegion = connection.VpcEndpointRegion;
        VpcEndpointConnectionId = connection.VpcEndpointConnectionId;
        IpAddressType = connection.IpAddressType?.Value;
        DnsEntries = [.. (connection.DnsEntries ?? []).Select(entry => new DnsEntry(entry.DnsName, entry.HostedZoneId))];
        NetworkLoadBalancerArns = [.. connection.NetworkLoadBalancerArns ?? []];
        GatewayLoadBalancerArns = [.. connection.GatewayLoadBalancerArns ?? []];
        CreationTimestamp = connection.CreationTimestamp?.ToUniversalTime();
    }
}
