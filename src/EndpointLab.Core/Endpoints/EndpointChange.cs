using Amazon.EC2;
using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>What is to change about an endpoint. What is empty or null stays as it is.</summary>
public sealed record EndpointChange
{
    private static readonly string[] WithInterfaces =
        [VpcEndpointType.Interface, VpcEndpointType.Resource, VpcEndpointType.ServiceNetwork];

    public IReadOnlyList<string> AddRouteTableIds { get; init; } = [];

    public IReadOnlyList<string> RemoveRouteTableIds { get; init; } = [];

    public IReadOnlyList<string> AddSubnetIds { get; init; } = [];

    public IReadOnlyList<string> RemoveSubnetIds { get; init; } = [];

    public IReadOnlyList<string> AddSecurityGroupIds { get; init; } = [];

    public IReadOnlyList<string> RemoveSecurityGroupIds { get; init; } = [];

    public bool? PrivateDnsEnabled { get; init; }

    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; init; }

    public string? DnsRecordIpType { get; init; }

    public string? IpAddressType { get; init; }

    /// <summary>The parameters of Set-LabEndpoint, the values that each is given, and the types of endpoint that it fits.</summary>
    private IEnumerable<(string Name, IReadOnlyList<string> Values, string[] Types)> Parameters =>
    [
        ("AddRouteTable", AddRouteTableIds, [VpcEndpointType.Gateway]),
        ("RemoveRouteTable", RemoveRouteTableIds, [VpcEndpointType.Gateway]),
        ("AddSubnet", AddSubnetIds, WithInterfaces),
        ("RemoveSubnet", RemoveSubnetIds, WithInterfaces),
        ("AddSecurityGroup", AddSecurityGroupIds, WithInterfaces),
        ("RemoveSecurityGroup", RemoveSecurityGroupIds, WithInterfaces),
        ("PrivateDnsEnabled", Given(PrivateDnsEnabled), WithInterfaces),
        ("PrivateDnsOnlyForInboundResolverEndpoint", Given(PrivateDnsOnlyForInboundResolverEndpoint), [VpcEndpointType.Interface]),
        ("DnsRecordIpType", Given(DnsRecordIpType), [VpcEndpointType.Gateway, .. WithInterfaces]),
        ("IpAddressType", Given(IpAddressType), [VpcEndpointType.Gateway, VpcEndpointType.GatewayLoadBalancer, .. WithInterfaces]),
    ];

    /// <exception cref="LabException">It changes nothing.</exception>
    public void RequireAny()
    {
        if (!Parameters.Any(IsGiven))
        {
            throw new LabException(
                ErrorId.InvalidArgument, "Nothing says what to change.", $"Give one or more of {Names(Parameters)}.");
        }
    }

    /// <summary>Of a type that nobody knows yet, AWS decides.</summary>
    /// <exception cref="LabException">Part of it makes no sense for an endpoint of this type.</exception>
    internal void RequireFit(VpcEndpoint endpoint)
    {
        var type = endpoint.VpcEndpointType;
        var fitting = Parameters.Where(parameter => parameter.Types.Contains(type)).ToList();
        var misfits = Parameters.Where(IsGiven).ExceptBy(fitting.Select(Name), Name).ToList();
        if (fitting.Count > 0 && misfits.Count > 0)
        {
            throw new LabException(
                ErrorId.WrongEndpointType,
                $"{endpoint.VpcEndpointId} is of type {type}, which has no {Names(misfits)}.",
                $"What can be changed about it: {Names(fitting)}.",
                endpoint.VpcEndpointId);
        }
    }

    internal ModifyVpcEndpointRequest ToRequest(string endpointId, bool? onlyForInboundResolver) => new()
    {
        VpcEndpointId = endpointId,
        AddRouteTableIds = AddRouteTableIds.OrNull(),
        RemoveRouteTableIds = RemoveRouteTableIds.OrNull(),
        AddSubnetIds = AddSubnetIds.OrNull(),
        RemoveSubnetIds = RemoveSubnetIds.OrNull(),
        AddSecurityGroupIds = AddSecurityGroupIds.OrNull(),
        RemoveSecurityGroupIds = RemoveSecurityGroupIds.OrNull(),
        PrivateDnsEnabled = PrivateDnsEnabled,
        DnsOptions = InterfaceEndpoints.DnsOptions(DnsRecordIpType, onlyForInboundResolver),
        IpAddressType = IpAddressType,
    };

    /// <summary>As the parameters that ask for it, such as <c>-AddSubnet subnet-1, subnet-2</c>.</summary>
    public override string ToString() =>
        string.Join(' ', Parameters.Where(IsGiven).Select(parameter => $"-{parameter.Name} {string.Join(", ", parameter.Values)}"));

    private static string[] Given(object? value) => value is null ? [] : [$"{value}"];

    private static bool IsGiven((string Name, IReadOnlyList<string> Values, string[] Types) parameter) => parameter.Values.Count > 0;

    private static string Name((string Name, IReadOnlyList<string> Values, string[] Types) parameter) => parameter.Name;

    private static string Names(IEnumerable<(string Name, IReadOnlyList<string> Values, string[] Types)> parameters) =>
        string.Join(", ", parameters.Select(parameter => $"-{parameter.Name}"));
}
