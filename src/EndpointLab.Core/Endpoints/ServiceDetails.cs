namespace EndpointLab;

/// <summary>Finds the services that the account can make endpoints to.</summary>
public static class ServiceDetails
{
    private const int NearMatches = 3;

    /// <param name="type">Gateway, Interface or GatewayLoadBalancer; null for all.</param>
    /// <param name="region">The Region that offers them; null for the session's.</param>
    /// <param name="names">Full names that have to exist; none for all.</param>
    public static async Task<IReadOnlyList<ServiceDetail>> GetAsync(
        LabOperation lab, string? type, string? region = null, params IReadOnlyList<string> names)
    {
        var filters = type is null ? null : ResourceQuery.Where("service-type", type).FilterList;
        var services = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcEndpointServicesAsync(
                new()
                {
                    ServiceNames = names.Count == 0 ? null : [.. names],
                    ServiceRegions = region is null ? null : [region],
                    Filters = filters,
                    NextToken = next,
                },
                token),
            response => response.ServiceDetails,
            response => response.NextToken,
            names.Count == 0 ? null : string.Join(", ", names));
        return [.. services.Select(service => new ServiceDetail(lab.Session, service))];
    }

    /// <summary>The services whose full or short names match.</summary>
    /// <param name="pattern">May hold the wildcards * and ?, and then select nothing.</param>
    /// <param name="region">The Region that offers them; null for the session's.</param>
    /// <exception cref="LabException">No service has this name.</exception>
    public static async Task<IReadOnlyList<ServiceDetail>> FindAsync(LabOperation lab, string pattern, string? type, string? region = null)
    {
        var where = region ?? lab.Session.Region;
        ServiceName.RequireRegion(pattern, where);
        var services = await GetAsync(lab, type, region);
        IReadOnlyList<ServiceDetail> found = [.. services.Where(service => ServiceName.IsLike(service.ServiceName, pattern, where))];
        return found.Count > 0 || pattern.AsSpan().ContainsAny('*', '?') ? found : throw Unknown(lab, pattern, type, where, services);
    }

    /// <summary>What a service offers: one for each type of endpoint that it takes.</summary>
    /// <param name="name">The full or short name, or the id of a service of another account's.</param>
    /// <param name="region">The Region of the service; null for the session's.</param>
    /// <exception cref="LabException">No service has this name.</exception>
    internal static async Task<IReadOnlyList<ServiceDetail>> OffersAsync(LabOperation lab, string name, string? region = null)
    {
        var where = region ?? lab.Session.Region;
        ServiceName.RequireRegion(name, where);
        if (ServiceName.FullOfShared(name, where) is { } shared)
        {
            return await SharedAsync(lab, shared, region);
        }

        var services = await GetAsync(lab, type: null, region);
        IReadOnlyList<ServiceDetail> offers = [.. services.Where(service => ServiceName.Is(service.ServiceName, name, where))];
        return offers.Count > 0 ? offers : throw Unknown(lab, name, type: null, where, services);
    }

    /// <summary>The offer for endpoints of one type.</summary>
    /// <param name="name">The service as the user named it.</param>
    /// <param name="use">What takes services of another type; null for the cmdlets.</param>
    /// <exception cref="LabException">The service takes only endpoints of other types.</exception>
    internal static ServiceDetail Require(
        this IReadOnlyList<ServiceDetail> offers, string type, string name, Func<string, string>? use = null) =>
        offers.FirstOrDefault(offer => offer.ServiceType == type) ?? throw new LabException(
            ErrorId.WrongEndpointType,
            $"{name} takes no {type} endpoints, only {string.Join(" and ", offers.Select(offer => offer.ServiceType))} ones.",
            $"Use {string.Join(" or ", offers.Select(offer => offer.ServiceType).Select(use ?? (other => $"Add-{other}Endpoint")))} instead.",
            name);

    /// <summary>Services of other accounts are asked for by name: a list need not show them to everybody who may use them.</summary>
    private static async Task<IReadOnlyList<ServiceDetail>> SharedAsync(LabOperation lab, string name, string? region)
    {
        try
        {
            return await GetAsync(lab, type: null, region, name);
        }
        catch (LabException error) when (error.AwsErrorCode is "InvalidServiceName")
        {
            throw new LabException(
                ErrorId.UnknownService,
                $"There is no service '{name}', or its owner doesn't share it with account {lab.Session.AccountId}.",
                "Check the id and the Region, and ask the owner to let this account in (Grant-EndpointServiceAccess).",
                name,
                error);
        }
    }

    private static LabException Unknown(
        LabOperation lab, string name, string? type, string region, IReadOnlyList<ServiceDetail> services)
    {
        var wanted = ServiceName.ShortOf(name, region);
        var near = services.Select(service => ServiceName.ShortOf(service.ServiceName, region)).Distinct()
            .Select(known => (
                Name: known,
                Distance: known.Contains(wanted, StringComparison.OrdinalIgnoreCase) ? 1 : EditDistance.Between(known, wanted)))
            .Where(known => known.Distance <= Math.Max(1, wanted.Length / 3))
            .OrderBy(known => known.Distance).Take(NearMatches).Select(known => known.Name).ToList();
        var where = region == lab.Session.Region ? "" : $" -ServiceRegion {region}";
        return new(
            ErrorId.UnknownService,
            $"There is no {(type is null ? "" : type + " ")}service '{name}' in {region}.",
            $"{(near.Count > 0 ? $"Did you mean {string.Join(", ", near)}? " : "")}Find-EndpointService{where} lists them all.",
            name);
    }
}
