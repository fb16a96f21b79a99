using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has a route table lead to a gateway endpoint.</summary>
public sealed record AddGatewayEndpointRouteTable(string VpcEndpointId, string RouteTableId) : NetworkChange
{
    public override string Target => VpcEndpointId;

    public override string ToString() => $"Add the route table {RouteTableId} to {VpcEndpointId}.";

    public override string Caution =>
        $"Connections to the service that are open now, from subnets that use {RouteTableId}, drop when the route changes.";

    internal override Task ApplyAsync(LabOperation lab) =>
        EndpointChanges.ApplyAsync(lab, VpcEndpointId, new() { AddRouteTableIds = [RouteTableId] });

    internal override NetworkModel ApplyTo(NetworkModel model)
    {
        var endpoint = model.Endpoints.First(one => one.Id == VpcEndpointId);
        return Route(model, RouteTableId, routes => [.. routes, .. endpoint.Routes(model)]) with
        {
            Endpoints = Replace(
                model.Endpoints, one => one.Id == VpcEndpointId, one => one with { RouteTableIds = [.. one.RouteTableIds, RouteTableId] }),
        };
    }
}
