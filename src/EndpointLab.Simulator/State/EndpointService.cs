namespace EndpointLab.Simulator.State;

/// <summary>A service that a VPC can have an endpoint for. One offered in two ways is two of these under one name.</summary>
internal sealed record EndpointService(string Name, string Type, string ServiceId)
{
    public const string Gateway = "Gateway";
    public const string Interface = "Interface";

    /// <summary>The names that clients call it by, endpoint or not: sts.eu-west-1.amazonaws.com; none for gateways.</summary>
    public required IReadOnlyList<string> PrivateDnsNames { get; init; }

    public required string BaseEndpointDnsName { get; init; }

    /// <summary>The families it can be reached by, ipv4 and ipv6; a service with both takes dualstack endpoints too.</summary>
    public IReadOnlyList<string> IpAddressTypes { get; init; } = ["ipv4"];

    public bool PolicySupported { get; init; } = true;

    public bool IsGateway => Type == Gateway;
}
