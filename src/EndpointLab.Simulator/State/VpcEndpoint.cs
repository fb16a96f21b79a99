namespace EndpointLab.Simulator.State;

/// <summary>A VPC's way to a service: routes for a gateway, network interfaces for every other type.</summary>
/// <param name="region">What its account has where the VPC lies.</param>
/// <param name="service">What it leads to.</param>
internal sealed partial class VpcEndpoint(RegionState region, EndpointService service) : Resource(ResourceId.New("vpce")), IResource
{
    public static ResourceKind Kind { get; } =
        new("vpc-endpoint", "vpce", "InvalidVpcEndpointId.NotFound", "InvalidVpcEndpointId.Malformed", "Vpc Endpoint Id");

    public RegionState Region => region;

    public required Vpc Vpc { get; init; }

    public EndpointService Service => service;

    /// <summary>The endpoint policy, as it was sent; null where the service takes none.</summary>
    public required string? Policy { get; set; }

    /// <summary>The families of the addresses it serves: ipv4, dualstack or ipv6.</summary>
    public required string IpAddressType { get; set; }

    public DateTimeOffset CreationTime { get; } = region.Now.Time;

    /// <summary>Whose account its charges go to, where the service's owner said so: vpc-endpoint-account or …-service-account.</summary>
    public string? Payer { get; set; }

    /// <summary>Its interfaces, one per subnet; none for a gateway.</summary>
    public List<NetworkInterface> NetworkInterfaces { get; } = [];

    /// <summary>The groups of all its interfaces.</summary>
    public IReadOnlyList<SecurityGroup> Groups { get; private set; } = [];

    /// <summary>The type of network interface that it has.</summary>
    public string InterfaceType =>
        Service.Type == EndpointService.GatewayLoadBalancer ? "gateway_load_balancer_endpoint" : "vpc_endpoint";

    public override bool CanRoute(Vpc vpc) => Vpc == vpc && !IsDeleted;

    public void SetGroups(IReadOnlyList<SecurityGroup> groups)
    {
        Groups = groups;
        NetworkInterfaces.ForEach(one => one.Groups = [.. groups]);
    }

    /// <summary>Puts an interface of the endpoint into a subnet, which nobody else may change.</summary>
    public void AddInterface(Subnet subnet, Address? address, IReadOnlyList<Address> ipv6Addresses) =>
        NetworkInterfaces.Add(region.NetworkInterfaces.Add(new NetworkInterface(ResourceId.New("eni"))
        {
            Subnet = subnet,
            Address = address,
            Ipv6Addresses = ipv6Addresses,
            DenyAllIgwTraffic = true,
            Description = $"VPC Endpoint Interface {Id}",
            InterfaceType = InterfaceType,
            RequesterId = "amazon-vpc-endpoint",
            Groups = [.. Groups],
            Attachment = NetworkInterfaceAttachment.OfService(region.Now.Time),
        }));

    /// <summary>Gives up an interface, which stays a while in its subnet and groups.</summary>
    public void ReleaseInterface(NetworkInterface released, params ReadOnlySpan<Delay> after)
    {
        NetworkInterfaces.Remove(released);
        region.After([.. after, Delay.EndpointInterfaceRelease], () => region.NetworkInterfaces.Remove(released));
    }
}

internal sealed partial class RegionState
{
    public ResourceTable<VpcEndpoint> VpcEndpoints => field ??= NewTable<VpcEndpoint>();

    /// <summary>The endpoints that a VPC still has.</summary>
    public IEnumerable<VpcEndpoint> VpcEndpointsOf(Vpc vpc) => VpcEndpoints.Where(endpoint => endpoint.Vpc == vpc && !endpoint.IsDeleted);

    /// <summary>The route tables that lead traffic to an endpoint.</summary>
    public IEnumerable<RouteTable> RouteTablesOf(VpcEndpoint endpoint) =>
        RouteTables.Where(table => table.Routes.Exists(route => route.Target == endpoint.Id));
}
