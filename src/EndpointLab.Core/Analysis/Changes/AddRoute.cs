using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Adds a route.</summary>
/// <param name="Destination">The block that it is for.</param>
/// <param name="To">The id of what it leads to.</param>
public sealed record AddRoute(string RouteTableId, string Destination, string To) : NetworkChange
{
    public override string Target => RouteTableId;

    public override string ToString() => $"Add the route {Destination} → {To} to {RouteTableId}.";

    internal override Task ApplyAsync(LabOperation lab) =>
        Routes.AddAsync(lab, RouteTableId, RouteDestination.Parse(Destination), Routes.TargetKinds.First(kind => kind.IsId(To)), To);

    internal override NetworkModel ApplyTo(NetworkModel model) =>
        Route(model, RouteTableId, routes => [.. routes, new(Cidr.Parse(Destination), null, To)]);
}
