namespace EndpointLab.Analysis;

/// <summary>A VPC endpoint of any type.</summary>
/// <param name="Type">Gateway, Interface, GatewayLoadBalancer, or what AWS adds to them.</param>
/// <param name="State">As <see cref="EndpointStates"/> spells it.</param>
internal sealed record EndpointModel(string Id, string VpcId, string Type, string ServiceName, string State)
{
    public IReadOnlyList<string> RouteTableIds { get; init; } = [];

    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    public IReadOnlyList<string> InterfaceIds { get; init; } = [];

    public IReadOnlyList<string> GroupIds { get; init; } = [];

    /// <summary>ipv4, dualstack or ipv6.</summary>
    public string IpAddressType { get; init; } = "ipv4";

    /// <summary>ipv4, dualstack, ipv6 or service-defined: of what families its names have records.</summary>
    public string DnsRecordIpType { get; init; } = "ipv4";

    public bool PrivateDnsEnabled { get; init; }

    public bool PrivateDnsOnlyForInboundResolverEndpoint { get; init; }

    /// <summary>Its own names and, with private DNS, those of the service; an asterisk for the first label stands for any.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The host by which S3 is asked through it, in front of which a bucket's name goes; null where it has no such name.</summary>
    public string? BucketHost { get; init; }

    public string? PolicyDocument { get; init; }

    public string? FailureReason { get; init; }

    public bool IsGateway => Type is "Gateway";

    public bool IsInterface => Type is "Interface";

    public bool IsGatewayLoadBalancer => Type is "GatewayLoadBalancer";

    /// <summary>On its way out, or only a memory of AWS's.</summary>
    public bool IsGone => State is EndpointStates.Deleting or EndpointStates.Deleted;

    public bool IsAvailable => State is EndpointStates.Available;

    public bool HasFamily(bool isIpv6) => IpAddressType is "dualstack" || IpAddressType == (isIpv6 ? "ipv6" : "ipv4");

    /// <summary>
    /// The names of a service of AWS's for which private DNS makes it stand: its labels the other way round, as in
    /// com.amazonaws.eu-central-1.ecr.dkr and dkr.ecr.eu-central-1.amazonaws.com. S3's buckets are below its name.
    /// </summary>
    public IEnumerable<string> PrivateNames
    {
        get
        {
            // In China, most services' names begin with cn.
            var parts = ServiceName.Split('.');
            if ((parts is ["cn", .. var rest] ? rest : parts) is not ["com", "amazonaws", var region, .. var labels])
            {
                return [];
            }

            var name = $"{string.Join('.', labels.AsEnumerable().Reverse())}.{region}.{Regions.DnsSuffixOf(region)}";
            return labels is ["s3"] ? [name, $"*.{name}"] : [name];
        }
    }

    /// <summary>The routes that AWS keeps in each route table of a gateway endpoint: to the prefix lists of its families.</summary>
    public IEnumerable<RouteModel> Routes(NetworkModel model) =>
        from isIpv6 in (bool[])[false, true]
        where IsGateway && HasFamily(isIpv6)
        from list in model.PrefixLists
        where list.IsOf(ServiceName, isIpv6)
        select new RouteModel(null, list.Id, Id);

    internal static EndpointModel From(VpcEndpoint endpoint) =>
        new(endpoint.VpcEndpointId, endpoint.VpcId, endpoint.VpcEndpointType, endpoint.ServiceName, endpoint.State)
        {
            RouteTableIds = endpoint.RouteTableIds,
            SubnetIds = endpoint.SubnetIds,
            InterfaceIds = endpoint.NetworkInterfaceIds,
            GroupIds = [.. endpoint.Groups.Select(group => group.GroupId)],
            IpAddressType = endpoint.IpAddressType ?? "ipv4",
            DnsRecordIpType = endpoint.DnsRecordIpType ?? "ipv4",
            PrivateDnsEnabled = endpoint.PrivateDnsEnabled,
            PrivateDnsOnlyForInboundResolverEndpoint = endpoint.PrivateDnsOnlyForInboundResolverEndpoint,
            DnsNames = [.. endpoint.DnsEntries.Select(entry => entry.DnsName)],
            BucketHost = endpoint.HasBuckets ? endpoint.OwnDnsName : null,
            PolicyDocument = endpoint.PolicyDocument,
            FailureReason = endpoint.LastError?.Message ?? endpoint.FailureReason,
        };
}
