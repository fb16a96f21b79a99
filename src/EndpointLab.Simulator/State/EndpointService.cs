namespace EndpointLab.Simulator.State;

/// <summary>A service of AWS that a VPC can have an endpoint for, in one Region. One offered in two ways is two of these under one name.</summary>
internal sealed record EndpointService(string Name, string Type, string ServiceId)
{
    public const string Gateway = "Gateway";
    public const string Interface = "Interface";

    /// <summary>The name under which the Region's clients reach it without an endpoint: sts.eu-west-1.amazonaws.com; none for gateways.</summary>
    public required IReadOnlyList<string> PrivateDnsNames { get; init; }

    public required string BaseEndpointDnsName { get; init; }

    public IReadOnlyList<string> IpAddressTypes { get; init; } = ["ipv4"];

    public bool PolicySupported { get; init; } = true;

    public bool IsGateway => Type == Gateway;
}
