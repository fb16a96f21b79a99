namespace EndpointLab;

/// <summary>A VPC endpoint of any type (EC2's <c>VpcEndpoint</c>).</summary>
public sealed record VpcEndpoint : LabResource
{
    // "Accessing buckets from S3 interface endpoints" in the S3 User Guide.
    private const string BucketLabel = "bucket.";

    public string VpcEndpointId { get; }

    /// <summary>Gateway, Interface, GatewayLoadBalancer, Resource, ServiceNetwork, or what AWS adds to them.</summary>
    public string VpcEndpointType { get; }

    /// <summary>The service's full name; empty for a resource or a service network, which have an ARN.</summary>
    public string ServiceName { get; }

    /// <summary>What the endpoint leads to, in short: s3, vpce-svc-…, or the id at the end of an ARN.</summary>
    public string Service => ServiceName.Length > 0
        ? EndpointLab.ServiceName.ShortOf(ServiceName, ServiceRegion ?? Region)
        : (ResourceConfigurationArn ?? ServiceNetworkArn ?? "").Split('/')[^1];

    /// <summary>The Region of the service; null where it is not told.</summary>
    public string? ServiceRegion { get; }

    /// <summary>The resource configuration that an endpoint of the type Resource leads to.</summary>
    public string? ResourceConfigurationArn { get; }

    /// <summary>The VPC Lattice service network that an endpoint of the type ServiceNetwork leads to.</summary>
    public string? ServiceNetworkArn { get; }

    public string VpcId { get; }

    /// <summary>One of <see cref="EndpointStates"/>, or a state that AWS has added since.</summary>
    public string State { get; internal init; }

    /// <summary>The route tables that lead to a gateway endpoint.</summary>
    public string[] RouteTableIds { get; }

    /// <summary>The subnets that an endpoint of another type has its network interfaces in.</summary>
    public string[] SubnetIds { get; }

    /// <summary>The route table or subnet where it is, or how many of them.</summary>
    public string Where => (string[])[.. RouteTableIds, .. SubnetIds] switch
    {
        [] => "",
        [var only] => only,
        var several => $"{several.Length} {(RouteTableIds.Length > 0 ? "route tables" : "subnets")}",
    };

    public string[] NetworkInterfaceIds { get; }

    public SecurityGroupIdentifier[] Groups { get; }

    public DnsEntry[] DnsEntries { get; }

    public string? IpAddressType { get; }

    /// <summary>The families of the addresses in its DNS records: ipv4, dualstack, ipv6 or service-defined.</summary>
    public string? DnsRecordIpType { get; }

    /// <summary>Whether the service's own name leads to the endpoint.</summary>
    public bool PrivateDnsEnabled { get; }

    /// <summary>Whether it does so only for networks that ask through an inbound resolver, while the VPC uses a gateway endpoint.</summary>
    public bool PrivateDnsOnlyForInboundResolverEndpoint { get; }

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

    /// <summary>The endpoint's own name; of one for S3 that which buckets' names go in front of. Null without interfaces to name.</summary>
    internal string? OwnDnsName => DnsEntries.Select(entry => entry.DnsName)
        .FirstOrDefault(name => name.Contains("vpce-", StringComparison.Ordinal))?.Replace("*.", BucketLabel, StringComparison.Ordinal);

    /// <summary>Whether its own name takes those of buckets in front.</summary>
    internal bool HasBuckets => OwnDnsName?.StartsWith(BucketLabel, StringComparison.Ordinal) is true;

    /// <summary>On its way out, or only a memory of AWS's.</summary>
    internal bool IsGone => State is EndpointStates.Deleting or EndpointStates.Deleted;

    internal VpcEndpoint(LabSession session, Amazon.EC2.Model.VpcEndpoint endpoint)
        : base(session, endpoint.Tags)
    {
        VpcEndpointId = endpoint.VpcEndpointId;
        VpcEndpointType = endpoint.VpcEndpointType?.Value ?? "";
        ServiceName = endpoint.ServiceName ?? "";
        ServiceRegion = endpoint.ServiceRegion;
        ResourceConfigurationArn = endpoint.ResourceConfigurationArn;
        ServiceNetworkArn = endpoint.ServiceNetworkArn;
        VpcId = endpoint.VpcId ?? "";
        State = EndpointStates.Graph.Spell(endpoint.State?.Value ?? "");
        RouteTableIds = [.. endpoint.RouteTableIds ?? []];
        SubnetIds = [.. endpoint.SubnetIds ?? []];
        NetworkInterfaceIds = [.. endpoint.NetworkInterfaceIds ?? []];
        Groups = [.. (endpoint.Groups ?? []).Select(group => new SecurityGroupIdentifier(group.GroupId, group.GroupName))];
        DnsEntries = [.. (endpoint.DnsEntries ?? []).Select(entry => new DnsEntry(entry.DnsName, entry.HostedZoneId))];
        IpAddressType = endpoint.IpAddressType?.Value;
        DnsRecordIpType = endpoint.DnsOptions?.DnsRecordIpType?.Value;
        PrivateDnsEnabled = endpoint.PrivateDnsEnabled ?? false;
        PrivateDnsOnlyForInboundResolverEndpoint = endpoint.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint ?? false;
        RequesterManaged = endpoint.RequesterManaged ?? false;
        OwnerId = endpoint.OwnerId;
        PolicyDocument = endpoint.PolicyDocument;
        FailureReason = endpoint.FailureReason;
        LastError = endpoint.LastError is { } error ? new(error.Code, error.Message) : null;
        CreationTimestamp = endpoint.CreationTimestamp?.ToUniversalTime();
    }
}
