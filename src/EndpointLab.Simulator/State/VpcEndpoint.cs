namespace EndpointLab.Simulator.State;

internal sealed class VpcEndpoint(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("vpc-endpoint", "vpce", "InvalidVpcEndpointId.NotFound", "InvalidVpcEndpointId.Malformed", "Vpc Endpoint Id");

    public required Vpc Vpc { get; init; }

    public required EndpointService Service { get; init; }

    public required Timeline State { get; set; }

    /// <summary>The endpoint policy, as it was sent.</summary>
    public required string Policy { get; set; }

    /// <summary>The families of the addresses it serves: ipv4, dualstack or ipv6.</summary>
    public required string IpAddressType { get; set; }

    public required DateTimeOffset CreationTime { get; init; }

    /// <summary>Whether it has been deleted, so that it is only seen until AWS forgets it.</summary>
    public bool IsDeleted { get; set; }

    public override bool CanRoute(Vpc vpc) => Vpc == vpc && !IsDeleted;
}

/// <summary>The states of a gateway endpoint, as EC2 writes them.</summary>
internal static class VpcEndpointState
{
    public const string Available = "available";
    public const string Deleting = "deleting";
    public const string Deleted = "deleted";
}

internal sealed partial class RegionState
{
    public ResourceTable<VpcEndpoint> VpcEndpoints => field ??= NewTable<VpcEndpoint>();

    /// <summary>The route tables that lead a service's traffic to a gateway endpoint.</summary>
    public IEnumerable<RouteTable> RouteTablesOf(VpcEndpoint endpoint) =>
        RouteTables.Where(table => table.Routes.Exists(route => route.Target == endpoint.Id));
}
