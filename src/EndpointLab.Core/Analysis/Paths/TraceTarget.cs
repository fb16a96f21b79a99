namespace EndpointLab.Analysis;

/// <summary>Where a traced request goes.</summary>
internal sealed record TraceTarget
{
    private const string ServicePrefix = "com.amazonaws.";

    /// <summary>The VPC in which it is; null where it is in none.</summary>
    public string? VpcId { get; private init; }

    /// <summary>The instance or interface.</summary>
    public string? InterfaceId { get; private init; }

    /// <summary>The address itself.</summary>
    public IpAddress? Address { get; private init; }

    /// <summary>The name that has to be looked up.</summary>
    public string? Name { get; private init; }

    /// <summary>The full name of the service that is meant.</summary>
    public string? ServiceName { get; private init; }

    /// <summary>The endpoint that is meant.</summary>
    public string? EndpointId { get; private init; }

    /// <exception cref="LabException">There is no such thing, or nothing can be sent to it.</exception>
    public static async Task<TraceTarget> FindAsync(LabOperation lab, string to)
    {
        if (!ResourceKind.Subnet.IsId(to) && await TracePlace.TryFindAsync(lab, to) is { } place)
        {
            return new() { VpcId = place.VpcId, InterfaceId = place.InterfaceId };
        }

        if (ResourceKind.Endpoint.IsId(to))
        {
            return OfEndpoint(await VpcEndpoints.GetAsync(lab, to));
        }

        return to.Equals(Place.Internet, StringComparison.OrdinalIgnoreCase) ? new() { Address = IpAddress.Parse(Place.InternetHost) }
            : IpAddress.TryParse(to, out var address) ? new() { Address = address }
            : to.Contains(ServicePrefix, StringComparison.Ordinal) || !to.Contains('.', StringComparison.Ordinal)
                ? await OfServiceAsync(lab, to)
            : Uri.CheckHostName(to) is UriHostNameType.Dns ? new() { Name = to }
            : throw new LabException(
                ErrorId.InvalidArgument,
                $"No request can be traced to '{to}'.",
                "Name an instance, a network interface, an endpoint, an address, a service such as s3, a DNS name or internet.",
                to);
    }

    private static TraceTarget OfEndpoint(VpcEndpoint endpoint) => endpoint.VpcEndpointType switch
    {
        "Gateway" => new() { VpcId = endpoint.VpcId, EndpointId = endpoint.VpcEndpointId, ServiceName = endpoint.ServiceName },
        _ when endpoint.OwnDnsName is { } name =>
            new() { VpcId = endpoint.VpcId, EndpointId = endpoint.VpcEndpointId, ServiceName = endpoint.ServiceName, Name = name },
        _ => throw new LabException(
            ErrorId.WrongEndpointType,
            $"{endpoint.VpcEndpointId} is of the type {endpoint.VpcEndpointType}, which has no name to connect to.",
            "Trace the way to what lies behind it: traffic goes through the endpoint where a route leads to it.",
            endpoint.VpcEndpointId),
    };

    /// <summary>A service by its own name, which leads to an endpoint where the network makes it do so.</summary>
    private static async Task<TraceTarget> OfServiceAsync(LabOperation lab, string service)
    {
        var (region, fullName, privateName) = (lab.Session.Region, service, (string?)null);
        try
        {
            var offers = await ServiceDetails.OffersAsync(lab, service);
            fullName = offers[0].ServiceName;
            privateName = offers.Select(offer => offer.PrivateDnsName).FirstOrDefault(name => !string.IsNullOrEmpty(name));
        }
        catch (LabException error) when (Snapshot.IsRefusal(error))
        {
            fullName = service.Contains('.', StringComparison.Ordinal) ? service : $"{ServicePrefix}{region}.{service}";
        }

        return new()
        {
            ServiceName = fullName,
            Name = privateName?.Replace("*.", "", StringComparison.Ordinal)
                ?? (fullName.StartsWith(ServicePrefix + "vpce.", StringComparison.Ordinal)
                    ? null
                    : $"{EndpointLab.ServiceName.ShortOf(fullName, region)}.{region}.{Regions.DnsSuffixOf(region)}"),
        };
    }
}
