namespace EndpointLab;

/// <summary>Finds the services that the account can make endpoints to.</summary>
public static class ServiceDetails
{
    private const int NearMatches = 3;

    /// <param name="type">Gateway, Interface or GatewayLoadBalancer; null for all.</param>
    public static async Task<IReadOnlyList<ServiceDetail>> GetAsync(LabOperation lab, string? type)
    {
        var filters = type is null ? null : ResourceQuery.Where("service-type", type).FilterList;
        var services = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcEndpointServicesAsync(new() { Filters = filters, NextToken = next }, token),
            response => response.ServiceDetails,
            response => response.NextToken);
        return [.. services.Select(service => new ServiceDetail(lab.Session, service))];
    }

    /// <summary>The services whose full or short names match.</summary>
    /// <param name="pattern">May hold the wildcards * and ?, and then select nothing.</param>
    /// <exception cref="LabException">No service has this name.</exception>
    public static async Task<IReadOnlyList<ServiceDetail>> FindAsync(LabOperation lab, string pattern, string? type)
    {
        ServiceName.RequireRegion(pattern, lab.Session);
        var region = lab.Session.Region;
        var services = await GetAsync(lab, type);
        IReadOnlyList<ServiceDetail> found = [.. services.Where(service => ServiceName.IsLike(service.ServiceName, pattern, region))];
        return found.Count > 0 || pattern.AsSpan().ContainsAny('*', '?') ? found : throw Unknown(pattern, type, region, services);
    }

    private static LabException Unknown(string name, string? type, string region, IReadOnlyList<ServiceDetail> services)
    {
        var near = services.Select(service => ServiceName.ShortOf(service.ServiceName, region)).Distinct()
            .OrderBy(known => EditDistance.Between(known, ServiceName.ShortOf(name, region))).Take(NearMatches);
        return new(
            ErrorId.UnknownService,
            $"There is no {(type is null ? "" : type + " ")}service '{name}' in {region}.",
            $"Did you mean {string.Join(", ", near)}? Find-EndpointService lists them all.",
            name);
    }
}
