using EndpointLab.Policy;

namespace EndpointLab.Simulator.Ec2;

/// <summary>What AWS accepts of an endpoint's parameters, whatever its type.</summary>
internal static class VpcEndpointRules
{
    private const int LongestPolicy = 20_480;

    private const int MostGatewaysInRegion = 20;
    private const int MostOthersInVpc = 50;

    // The endpoint actions spell these codes their own way, with Id instead of ID.
    private static readonly ResourceKind VpcKind = Own(State.Vpc.Kind, "InvalidVpcId");
    private static readonly ResourceKind RouteTableKind = Own(RouteTable.Kind, "InvalidRouteTableId");
    private static readonly ResourceKind SubnetKind = Own(Subnet.Kind, "InvalidSubnetId");
    private static readonly ResourceKind GroupKind = Own(SecurityGroup.Kind, "InvalidSecurityGroupId");

    /// <summary>The service that the call names, offered in the way that it asks for.</summary>
    public static EndpointService Service(Ec2Call call)
    {
        var parameters = call.Parameters;
        var type = parameters["VpcEndpointType"] ?? EndpointService.Gateway;
        if (type is EndpointService.Resource or EndpointService.ServiceNetwork)
            return VpcEndpointTargets.Read(call, type);
        if (type is not (EndpointService.Gateway or EndpointService.Interface or EndpointService.GatewayLoadBalancer))
            throw Ec2Errors.InvalidVpcEndpointType(type);
        var name = parameters.Required("ServiceName");
        var offers = call.Region.EndpointServicesIn(parameters["ServiceRegion"] ?? call.Region.Region.Name)
            .Where(service => service.Name == name).ToList();
        if (offers.Count == 0)
            throw Ec2Errors.InvalidServiceName(name);
        return offers.Find(offer => offer.Type == type) ?? throw Ec2Errors.InvalidParameter(
            $"Endpoint type ({type}) does not match available service types ([{string.Join(", ", offers.Select(offer => offer.Type))}]).");
    }

    /// <summary>Refuses what another type of endpoint has.</summary>
    public static void CheckFits(QueryParameters parameters, EndpointService service)
    {
        Check("RouteTableId", "Route table IDs are only supported for Gateway type VPC Endpoints.", service.IsGateway);
        Check("SubnetId", "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.", !service.IsGateway);
        Check("SecurityGroupId", "Security group IDs are only supported for Interface type VPC Endpoints.", service.HasGroups);
        if (parameters.Structures("SubnetConfiguration").Any() && service.IsGateway)
            throw Ec2Errors.InvalidParameter("Subnet configurations are only supported for Interface type VPC Endpoints.");

        void Check(string list, string message, bool fits)
        {
            if (!fits && new[] { list, "Add" + list, "Remove" + list }.Any(name => parameters[name + ".1"] is not null))
                throw Ec2Errors.InvalidParameter(message);
        }
    }

    /// <exception cref="ServiceException">VpcEndpointLimitExceeded.</exception>
    public static void CheckLimit(RegionState region, Vpc vpc, EndpointService service)
    {
        var full = service.IsGateway
            ? region.VpcEndpoints.Count(endpoint => endpoint.Service.IsGateway && !endpoint.IsDeleted) >= MostGatewaysInRegion
            : region.VpcEndpointsOf(vpc).Count(endpoint => !endpoint.Service.IsGateway) >= MostOthersInVpc;
        if (full)
            throw Ec2Errors.VpcEndpointLimitExceeded();
    }

    /// <summary>What an endpoint has without a policy of its own: everything is allowed. Null where the service takes none.</summary>
    public static string? DefaultPolicy(EndpointService service) => service switch
    {
        { IsGateway: true } =>
            """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
        { PolicySupported: true } =>
            """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""",
        _ => null,
    };

    /// <summary>The policy, as it was sent; null where none was.</summary>
    /// <exception cref="ServiceException">InvalidPolicyDocument: it is too long, or no policy of an endpoint.</exception>
    public static string? Policy(string? text, EndpointService service)
    {
        if (text is not { Length: > 0 })
            return null;
        if (!service.PolicySupported)
            throw Ec2Errors.PolicyNotSupported(service);
        if (text.Length > LongestPolicy)
            throw Ec2Errors.InvalidPolicyDocument($"The Policy Document is longer than {LongestPolicy} characters.");
        try
        {
            PolicyDocument.Parse(text, service.PolicyKind);
            return text;
        }
        catch (PolicyFormatException malformed)
        {
            throw Ec2Errors.InvalidPolicyDocument($"The Policy Document is not valid. {malformed.Message}");
        }
    }

    /// <summary>The families asked for; null where none are.</summary>
    public static string? IpAddressType(string? asked, EndpointService service)
    {
        if (asked is not null && !(asked is "dualstack" ? service.IpAddressTypes.Count > 1 : service.IpAddressTypes.Contains(asked)))
            throw Ec2Errors.InvalidParameter(
                $"The IP address type ({asked}) is not supported by the service. Supported: {string.Join(", ", service.IpAddressTypes)}.");
        return asked;
    }

    public static Vpc Vpc(RegionState region, string id) => region.Vpcs.Select([id], VpcKind)[0];

    /// <summary>The route tables of those ids, which must be the VPC's own.</summary>
    public static List<RouteTable> RouteTables(RegionState region, IEnumerable<string> ids, Vpc vpc) =>
        OfVpc(vpc, "Route table", region.RouteTables, RouteTableKind, ids, table => table.Vpc);

    /// <summary>The subnets of those ids, which must be the VPC's own.</summary>
    public static List<Subnet> Subnets(RegionState region, IEnumerable<string> ids, Vpc vpc) =>
        OfVpc(vpc, "Subnet", region.Subnets, SubnetKind, ids, subnet => subnet.Vpc);

    /// <summary>The groups of those ids, which must be the VPC's own.</summary>
    public static List<SecurityGroup> Groups(RegionState region, IEnumerable<string> ids, Vpc vpc) =>
        OfVpc(vpc, "Security group", region.SecurityGroups, GroupKind, ids, group => group.Vpc);

    /// <summary>
    /// The addresses that a gateway endpoint's routes are for: a list for each family. AWS documents no name of S3's for IPv6; this one is
    /// formed like those of its other services.
    /// </summary>
    public static List<PrefixList> PrefixLists(RegionState region, EndpointService service, string ipAddressType)
    {
        var ipv6Name = service.Name.Insert(service.Name.LastIndexOf('.') + 1, "ipv6.");
        return [.. region.PrefixLists.Where(list => (ipAddressType is not "ipv6" && list.Name == service.Name)
            || (ipAddressType is not "ipv4" && list.Name == ipv6Name))];
    }

    /// <exception cref="ServiceException">RouteAlreadyExists: a table already leads the service's traffic elsewhere.</exception>
    /// <param name="endpoint">Whose own routes are none in the way; null where it is yet to be.</param>
    public static void CheckFree(
        RegionState region, List<RouteTable> tables, EndpointService service, string ipAddressType, VpcEndpoint? endpoint)
    {
        foreach (var list in PrefixLists(region, service, ipAddressType))
        {
            if (tables.Find(table => table.Routes.Exists(IsTaken)) is { } taken)
                throw Ec2Errors.RouteAlreadyExists(taken, list);

            bool IsTaken(Route route) => route.Destination == list.Id && route.Target != endpoint?.Id;
        }
    }

    private static List<T> OfVpc<T>(
        Vpc vpc, string noun, ResourceTable<T> table, ResourceKind kind, IEnumerable<string> ids, Func<T, Vpc> vpcOf)
        where T : Resource, IResource
    {
        var found = table.Select([.. ids.Distinct()], kind);
        return found.Find(one => vpcOf(one) != vpc) is { } foreign
            ? throw Ec2Errors.InvalidParameter($"{noun} {foreign.Id} and network {vpc.Id} belong to different networks")
            : found;
    }

    private static ResourceKind Own(ResourceKind kind, string code) =>
        kind with { NotFoundCode = code + ".NotFound", MalformedCode = code + ".Malformed" };
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidVpcEndpointType(string type) =>
        new("InvalidVpcEndpointType", $"The VPC endpoint type '{type}' is not valid");

    public static ServiceException RouteAlreadyExists(RouteTable table, PrefixList list) => new(
        "RouteAlreadyExists", $"route table {table.Id} already has a route with destination-prefix-list-id {list.Id}");

    public static ServiceException InvalidPolicyDocument(string message) => new("InvalidPolicyDocument", message);

    public static ServiceException VpcEndpointLimitExceeded() =>
        new("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.");

    public static ServiceException PolicyNotSupported(EndpointService service) =>
        InvalidParameter($"{service.Type} type VPC Endpoints for this service do not support endpoint policies.");

    /// <param name="wish">What was to be done with it: modified, accepted or rejected.</param>
    public static ServiceException IncorrectState(VpcEndpoint endpoint, string wish) =>
        new("IncorrectState", $"The VPC endpoint '{endpoint.Id}' is in the state {endpoint.State} and can't be {wish}.");
}
