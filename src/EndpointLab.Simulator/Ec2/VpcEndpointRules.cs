using EndpointLab.Policy;

namespace EndpointLab.Simulator.Ec2;

/// <summary>What AWS accepts of an endpoint's parameters.</summary>
internal static class VpcEndpointRules
{
    /// <summary>What a gateway endpoint without a policy of its own has: everything is allowed.</summary>
    public const string DefaultPolicy =
        """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private const int LongestPolicy = 20_480;

    /// <summary>The service that the call names, offered in the way that it asks for.</summary>
    public static EndpointService Service(Ec2Call call)
    {
        var parameters = call.Parameters;
        var type = parameters["VpcEndpointType"] ?? EndpointService.Gateway;
        if (type is not (EndpointService.Gateway or EndpointService.Interface or EndpointService.GatewayLoadBalancer or "Resource" or "ServiceNetwork"))
            throw Ec2Errors.InvalidVpcEndpointType(type);
        var name = parameters.Required("ServiceName");
        var offers = call.Region.EndpointServices.Where(service => service.Name == name).ToList();
        if (offers.Count == 0)
            throw Ec2Errors.InvalidServiceName(name);
        var service = offers.Find(offer => offer.Type == type) ?? throw Ec2Errors.InvalidParameter(
            $"Endpoint type ({type}) does not match available service types ([{string.Join(", ", offers.Select(offer => offer.Type))}]).");
        if (!service.IsGateway)
            throw Ec2Errors.UnsupportedOperation($"The simulator has no endpoints of the type {type} yet.");
        if (call.Region.PrefixLists.All(list => list.Name != name))
            throw Ec2Errors.UnsupportedOperation($"The simulator has no gateway endpoints for {name} yet.");
        CheckGatewayParameters(parameters, "SubnetId", "SecurityGroupId");
        return parameters.Boolean("PrivateDnsEnabled") == true
            ? throw Ec2Errors.InvalidParameter("Private DNS is not supported for Gateway type VPC Endpoints.")
            : service;
    }

    /// <summary>Refuses lists that only endpoints with network interfaces take.</summary>
    public static void CheckGatewayParameters(Ec2Parameters parameters, params IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => parameters[name + ".1"] is not null) is { } given)
        {
            throw Ec2Errors.InvalidParameter(given.EndsWith("SubnetId", StringComparison.Ordinal)
                ? "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints."
                : "Security group IDs are only supported for Interface type VPC Endpoints.");
        }
    }

    /// <summary>The policy, as it was sent; null where none was.</summary>
    /// <exception cref="ServiceException">InvalidPolicyDocument: it is too long, or no policy of an endpoint.</exception>
    public static string? Policy(string? text)
    {
        if (text is not { Length: > 0 })
            return null;
        if (text.Length > LongestPolicy)
            throw Ec2Errors.InvalidPolicyDocument($"The Policy Document is longer than {LongestPolicy} characters.");
        try
        {
            PolicyDocument.Parse(text, PolicyKind.GatewayEndpoint);
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
        return asked != "ipv6" ? asked : throw Ec2Errors.UnsupportedOperation("The simulator has no endpoints for IPv6 alone yet.");
    }

    // The endpoint actions spell these two codes their own way, with Id instead of ID.
    private static ResourceKind VpcKind { get; } =
        State.Vpc.Kind with { NotFoundCode = "InvalidVpcId.NotFound", MalformedCode = "InvalidVpcId.Malformed" };

    private static ResourceKind RouteTableKind { get; } = RouteTable.Kind with { NotFoundCode = "InvalidRouteTableId.NotFound" };

    public static Vpc Vpc(RegionState region, string id) => region.Vpcs.Select([id], VpcKind)[0];

    /// <summary>The route tables of those ids, which must be the VPC's own.</summary>
    public static List<RouteTable> RouteTables(RegionState region, IReadOnlyList<string> ids, Vpc vpc)
    {
        var tables = region.RouteTables.Select([.. ids.Distinct()], RouteTableKind);
        return tables.Find(table => table.Vpc != vpc) is { } foreign
            ? throw Ec2Errors.InvalidParameter($"Route table {foreign.Id} and network {vpc.Id} belong to different networks")
            : tables;
    }

    /// <summary>The addresses that a gateway endpoint's route leads to.</summary>
    public static PrefixList PrefixList(RegionState region, EndpointService service) =>
        region.PrefixLists.Single(list => list.Name == service.Name);

    /// <exception cref="ServiceException">RouteAlreadyExists: a table already leads the service's traffic elsewhere.</exception>
    public static void CheckFree(RegionState region, List<RouteTable> tables, EndpointService service)
    {
        var list = PrefixList(region, service);
        if (tables.Find(table => table.Routes.Exists(route => route.Destination == list.Id)) is { } taken)
            throw Ec2Errors.RouteAlreadyExists(taken, list);
    }
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
}
