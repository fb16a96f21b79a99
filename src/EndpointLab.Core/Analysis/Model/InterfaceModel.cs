namespace EndpointLab.Analysis;

/// <summary>A network interface of an instance or of a service.</summary>
internal sealed record InterfaceModel(string Id, string VpcId, string SubnetId, IReadOnlyList<IpAddress> Addresses)
{
    public const string OfInstances = "interface", OfNatGateways = "nat_gateway", OfEndpoints = "vpc_endpoint",
        OfInspection = "gateway_load_balancer_endpoint";

    /// <summary>The public address that an internet gateway maps to each of the private ones that have one.</summary>
    public IReadOnlyDictionary<IpAddress, IpAddress> PublicAddresses { get; init; } = new Dictionary<IpAddress, IpAddress>();

    public IReadOnlyList<string> GroupIds { get; init; } = [];

    public bool SourceDestCheck { get; init; } = true;

    /// <summary>Whether internet gateways pass nothing to it nor from it.</summary>
    public bool DenyAllIgwTraffic { get; init; }

    /// <summary>interface, nat_gateway, vpc_endpoint…</summary>
    public string Type { get; init; } = OfInstances;

    /// <summary>The instance that it is attached to; null without one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Whether it is attached to anything.</summary>
    public bool IsAttached { get; init; } = true;

    /// <summary>What a sentence calls it.</summary>
    public string Label => InstanceId is { } instance ? $"{instance} ({Id})" : Id;

    /// <summary>The address of a family from which it sends: its primary one. Null where it has none.</summary>
    public IpAddress? AddressOf(bool isIpv6)
    {
        foreach (var address in Addresses)
        {
            if (address.IsIpv6 == isIpv6)
            {
                return address;
            }
        }

        return null;
    }
}

internal sealed record InstanceModel(string Id, string State)
{
    public const string Running = "running";

    public string? ProfileArn { get; init; }
}
