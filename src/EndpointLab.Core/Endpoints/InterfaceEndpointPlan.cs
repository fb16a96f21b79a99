namespace EndpointLab;

/// <summary>What an interface endpoint is made with.</summary>
/// <param name="Service">A full or short name, or the id of a service of another account's.</param>
/// <param name="SubnetIds">One in each Availability Zone at most.</param>
public sealed record InterfaceEndpointPlan(string Service, IReadOnlyList<string> SubnetIds, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Null for the VPC of the subnets.</summary>
    public string? VpcId { get; init; }

    /// <summary>The Region of the service; null for the session's.</summary>
    public string? ServiceRegion { get; init; }

    /// <summary>None for the VPC's default group.</summary>
    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>Addresses for the network interfaces, each inside of one of the subnets; AWS chooses the rest.</summary>
    public IReadOnlyList<string> IpAddresses { get; init; } = [];

    /// <summary>Null for what the service can do.</summary>
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>Null for whether the VPC has a gateway endpoint for the service.</summary>
    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; init; }

    /// <summary>ipv4, dualstack or ipv6; null for AWS's default.</summary>
    public string? IpAddressType { get; init; }

    /// <summary>ipv4, dualstack, ipv6 or service-defined; null for AWS's default.</summary>
    public string? DnsRecordIpType { get; init; }

    /// <summary>Null for AWS's default, which allows everything.</summary>
    public string? Policy { get; init; }
}
