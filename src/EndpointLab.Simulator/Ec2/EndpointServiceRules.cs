using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Ec2;

/// <summary>What AWS accepts of an endpoint service's parameters.</summary>
internal static partial class EndpointServiceRules
{
    private const int LongestName = 255;

    /// <summary>In these states an endpoint has the service, or may come to have it without the provider doing anything more.</summary>
    private static readonly string[] Active = [VpcEndpointState.PendingAcceptance, VpcEndpointState.Pending, VpcEndpointState.Available];

    /// <summary>The service of that id, if it isn't being deleted.</summary>
    public static EndpointServiceConfiguration Existing(RegionState region, string id)
    {
        var configuration = region.EndpointServiceConfigurations[id];
        return configuration.IsDeleted ? throw EndpointServiceConfiguration.Kind.NotFound(id) : configuration;
    }

    /// <summary>The load balancers of a new service, all of one kind, and the service's type that follows from it.</summary>
    public static (string Type, IReadOnlyList<string> Arns) LoadBalancers(QueryParameters parameters, RegionState region)
    {
        var network = parameters.List("NetworkLoadBalancerArn");
        var gateway = parameters.List("GatewayLoadBalancerArn");
        if (network.Count == 0 == (gateway.Count == 0))
            throw Ec2Errors.InvalidParameter(
                "exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member");
        var (type, arns) = network.Count > 0
            ? (EndpointService.Interface, network)
            : (EndpointService.GatewayLoadBalancer, gateway);
        return (type, LoadBalancers(arns, type, region));
    }

    /// <summary>Any well-formed ARN of a load balancer of the kind, in this account and Region, counts as existing.</summary>
    public static IReadOnlyList<string> LoadBalancers(IReadOnlyList<string> arns, string type, RegionState region)
    {
        var isNetwork = type == EndpointService.Interface;
        return arns.FirstOrDefault(arn => !Exists(LoadBalancer().Match(arn).Groups)) is { } unknown
            ? throw Ec2Errors.LoadBalancerNotFound(isNetwork ? "Network" : "Gateway", unknown)
            : [.. arns.Distinct()];

        bool Exists(GroupCollection parts) => parts["kind"].Value == (isNetwork ? "net" : "gwy")
            && parts["region"].Value == region.Region.Name && parts["account"].Value == region.AccountId;
    }

    /// <summary>Whether an ARN is that of a Gateway Load Balancer, in whatever account and Region.</summary>
    public static bool IsGatewayLoadBalancer(string arn) => LoadBalancer().Match(arn).Groups["kind"].Value is "gwy";

    /// <summary>The private name asked for; null for none.</summary>
    public static string? PrivateDnsName(string? name, string type)
    {
        if (name is not { Length: > 0 })
            return null;
        if (type != EndpointService.Interface)
            throw Ec2Errors.InvalidParameter("Private DNS names are not supported for endpoint services of Gateway Load Balancers.");
        return name.Length <= LongestName && DnsName().IsMatch(name)
            ? name
            : throw Ec2Errors.InvalidParameter($"The private DNS name '{name}' is not valid.");
    }

    public static IReadOnlyList<string> IpAddressTypes(IReadOnlyList<string> types) =>
        types.FirstOrDefault(type => type is not ("ipv4" or "ipv6")) is { } unknown
            ? throw Ec2Errors.InvalidParameter($"The IP address type ({unknown}) is not valid. Valid values: ipv4, ipv6.")
            : [.. types.Distinct()];

    /// <summary>The Regions that the service is opened to.</summary>
    public static IReadOnlyList<string> Regions(IReadOnlyList<string> names, string type)
    {
        if (names.Count > 0 && type != EndpointService.Interface)
            throw Ec2Errors.InvalidParameter("Cross-Region access is not supported for endpoint services of Gateway Load Balancers.");
        return names.FirstOrDefault(name => Region.Find(name) is null) is { } unknown
            ? throw Ec2Errors.InvalidParameter($"The Region '{unknown}' is not valid.")
            : names;
    }

    /// <exception cref="ServiceException">ExistingVpcEndpointConnections.</exception>
    public static void CheckUnconnected(EndpointServiceConfiguration configuration, RegionState region)
    {
        if (region.ConnectionsTo(configuration).Any(endpoint => Active.Contains(endpoint.State)))
            throw Ec2Errors.ExistingVpcEndpointConnections();
    }

    [GeneratedRegex(@"^arn:aws:elasticloadbalancing:(?<region>[a-z0-9-]+):(?<account>[0-9]{12})"
        + @":loadbalancer/(?<kind>net|gwy)/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LoadBalancer();

    [GeneratedRegex(@"^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.IgnoreCase)]
    private static partial Regex DnsName();
}

internal static partial class Ec2Errors
{
    public static ServiceException LoadBalancerNotFound(string kind, string arn) =>
        new($"Invalid{kind}LoadBalancerArn.NotFound", $"The {kind} Load Balancer '{arn}' does not exist");

    public static ServiceException ExistingVpcEndpointConnections() =>
        new("ExistingVpcEndpointConnections", "Service has existing active VPC Endpoint connections!");
}
