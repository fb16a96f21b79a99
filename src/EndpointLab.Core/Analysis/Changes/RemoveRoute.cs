using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Takes a route away.</summary>
/// <param name="Destination">The block or prefix list that it is for.</param>
/// <param name="To">What it leads to.</param>
public sealed record RemoveRoute(string RouteTableId, string Destination, string To) : NetworkChange
{
    public override string Target => RouteTableId;

    public override string ToString() => $"Remove the route {Destination} → {To} from {RouteTableId}.";

    public override string Caution =>
        $"What reaches {Destination} by {To} today, from subnets that use {RouteTableId}, goes another way or none.";

    internal override Task ApplyAsync(LabOperation lab) => Routes.RemoveAsync(lab, RouteTableId, RouteDestination.Parse(Destination));

    internal override NetworkModel ApplyTo(NetworkModel model) => model with
    {
        RouteTables = Replace(
            model.RouteTables,
            table => table.Id == RouteTableId,
            table => table with { Routes = [.. table.Routes.Where(route => route.Destination != Destination)] }),
    };
}
