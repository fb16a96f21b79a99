namespace EndpointLab.Labs;

/// <summary>A connection that a lab is to let through or to stop.</summary>
/// <param name="From">A role, an address or <c>internet</c>.</param>
/// <param name="To">The same, a service's name, or the bucket.</param>
/// <param name="Via">The role of the endpoint or gateway that it is to leave by; null for any.</param>
internal sealed record LabConnection(string From, string To, int Port, bool IsReachable, string? Via = null)
{
    private const int Ssh = 22;

    /// <summary>An address that nobody has (TEST-NET-2, RFC 5737).</summary>
    private const string Stranger = "198.51.100.9";

    public string Expected => IsReachable ? nameof(ProbeResult.Reachable) : nameof(ProbeResult.Blocked);

    /// <summary>Whether it is a request to S3 and not just a connection.</summary>
    public bool ReadsBucket => To == BucketNode.Is;

    public override string ToString() => $"{From} → {To}:{Port}{(Via is null ? "" : $" by {Via}")}";

    public static IEnumerable<LabConnection> Of(LabSpecification lab)
    {
        var inside = lab.WithInstance ? InstanceNode.Private : SubnetNode.RoleOf("private", zone: 0);
        foreach (var service in lab.GatewayServices)
        {
            yield return new(inside, service, Probes.HttpsPort, IsReachable: true, GatewayEndpointNode.RoleOf(service));
        }

        foreach (var service in lab.InterfaceServices.Except(lab.GatewayServices))
        {
            yield return new(inside, service, Probes.HttpsPort, IsReachable: true, InterfaceEndpointNode.RoleOf(service));
        }

        if (!lab.WithInstance)
        {
            yield break;
        }

        if (lab.CallerCidr is { } caller)
        {
            yield return new(AddressIn(caller), InstanceNode.Public, Ssh, IsReachable: true);
        }

        if (lab.CallerCidr is null || !lab.CallerCidr.Value.Contains(IpAddress.Parse(Stranger)))
        {
            yield return new(Stranger, InstanceNode.Public, Ssh, IsReachable: false);
        }

        yield return new(Place.Internet, InstanceNode.Private, Ssh, IsReachable: false);
        yield return new(InstanceNode.Public, InstanceNode.Private, Ssh, IsReachable: true);
        yield return new(InstanceNode.Private, InstanceNode.Public, Ssh, IsReachable: false);
        yield return new(InstanceNode.Private, Place.Internet, Probes.HttpsPort, IsReachable: false);
        if (lab.WithBucket)
        {
            yield return new(InstanceNode.Public, BucketNode.Is, Probes.HttpsPort, IsReachable: true, InternetGatewayNode.Is);
            if (lab.GatewayServices.Contains("s3"))
            {
                yield return new(
                    InstanceNode.Private, BucketNode.Is, Probes.HttpsPort, IsReachable: true, GatewayEndpointNode.RoleOf("s3"));
            }
        }
    }

    private static string AddressIn(Cidr caller) =>
        caller.Contains(IpAddress.Parse(Place.InternetHost)) ? Place.Internet : $"{caller.First}";
}
