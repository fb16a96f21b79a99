using EndpointLab.Policy;

namespace EndpointLab.Simulator.State;

/// <summary>A service that a VPC can have an endpoint for. One offered in two ways is two of these under one name.</summary>
internal sealed class EndpointService(string name, string type, string serviceId) : ITagged
{
    public const string Gateway = "Gateway";
    public const string Interface = "Interface";
    public const string GatewayLoadBalancer = "GatewayLoadBalancer";
    public const string Resource = "Resource";
    public const string ServiceNetwork = "ServiceNetwork";

    public string Name => name;

    public string Type => type;

    public string ServiceId => serviceId;

    /// <summary>The account that offers it, or <see cref="AwsEndpointServices.Owner"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>Where it is hosted.</summary>
    public required Region Region { get; init; }

    /// <summary>What the provider says of it; null for AWS's own services.</summary>
    public EndpointServiceConfiguration? Configuration { get; init; }

    /// <summary>The names that clients call it by, endpoint or not: sts.eu-west-1.amazonaws.com; none for gateways.</summary>
    public required IReadOnlyList<string> PrivateDnsNames { get; set; }

    /// <summary>How far the provider has come in proving that the private names are its own; null where it needs no proof.</summary>
    public Timeline? PrivateDnsVerification { get; set; }

    public required string BaseEndpointDnsName { get; init; }

    /// <summary>The families it can be reached by, ipv4 and ipv6; a service with both takes dualstack endpoints too.</summary>
    public IReadOnlyList<string> IpAddressTypes { get; set; } = ["ipv4"];

    public bool PolicySupported { get; init; } = true;

    /// <summary>What kind of policy an endpoint for it has, where it has one.</summary>
    public PolicyKind PolicyKind => IsGateway ? PolicyKind.GatewayEndpoint : PolicyKind.InterfaceEndpoint;

    /// <summary>Whether a new endpoint waits until the provider accepts it.</summary>
    public bool AcceptanceRequired { get; set; }

    /// <summary>Where subnets can have an endpoint for it.</summary>
    public required IReadOnlyList<Zone> Zones { get; init; }

    /// <summary>The resource configuration or service network that it is, which has no name; null for a service that has one.</summary>
    public string? TargetArn { get; init; }

    public bool IsGateway => type == Gateway;

    /// <summary>Whether security groups guard an endpoint for it.</summary>
    public bool HasGroups => type is not (Gateway or GatewayLoadBalancer);

    /// <summary>Whether it is S3 itself, whose names for buckets and access points lead to an endpoint too.</summary>
    public bool IsS3 => Owner == AwsEndpointServices.Owner && name.EndsWith(".s3", StringComparison.Ordinal);

    /// <summary>
    /// Whether it takes TCP connections: AWS's services take HTTP and HTTPS, a provider's whatever its load balancer is for.
    /// </summary>
    public bool ListensOn(int port) => Configuration is not null || port is 80 or 443;

    /// <summary>The provider's tags.</summary>
    public Dictionary<string, string> Tags => Configuration?.Tags ?? [];

    /// <summary>The state of the private names; consumers can't use them until it is verified.</summary>
    public string PrivateDnsState(Moment now) => PrivateDnsVerification?.At(now) ?? DnsNameState.Verified;
}

/// <summary>The states of a service's private names, as EC2 writes them.</summary>
internal static class DnsNameState
{
    public const string PendingVerification = "pendingVerification";
    public const string Verified = "verified";
}
