using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has an endpoint serve other families of addresses.</summary>
/// <param name="IpAddressType">ipv4, dualstack or ipv6.</param>
public sealed record SetEndpointIpAddressType(string VpcEndpointId, string IpAddressType) : NetworkChange
{
    public override string Target => VpcEndpointId;

    public override string ToString() => $"Set the IP address type of {VpcEndpointId} to {IpAddressType}.";

    internal override Task ApplyAsync(LabOperation lab) =>
        EndpointChanges.ApplyAsync(lab, VpcEndpointId, new() { IpAddressType = IpAddressType });

    internal override NetworkModel ApplyTo(NetworkModel model)
    {
        var changed = model with
        {
            Endpoints = Replace(model.Endpoints, one => one.Id == VpcEndpointId, one => one with { IpAddressType = IpAddressType }),
        };
        var endpoint = changed.Endpoints.First(one => one.Id == VpcEndpointId);
        return changed with
        {
            RouteTables = Replace(changed.RouteTables, table => endpoint.RouteTableIds.Contains(table.Id), table => table with
            {
                Routes = [.. table.Routes.Where(route => route.Target != endpoint.Id), .. endpoint.Routes(changed)],
            }),
        };
    }
}
