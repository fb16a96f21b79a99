using Amazon.EC2;
using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Takes a route away.</summary>
/// <param name="Destination">The block or prefix list that it is for.</param>
/// <param name="To">What it leads to.</param>
public sealed record RemoveRoute(string RouteTableId, string Destination, string To) : NetworkChange
{
    /// <summary>Whether it led nowhere.</summary>
    public bool IsBlackhole { get; init; }

    public override string Target => RouteTableId;

    public override string ToString() =>
        $"Remove the route {Destination} → {To}{(IsBlackhole ? ", a black hole," : "")} from {RouteTableId}.";

    public override string Caution => IsBlackhole
        ? $"All that goes to {Destination} from subnets that use {RouteTableId}, and is dropped today, takes the routes that are left."
        : $"What reaches {Destination} by {To} today, from subnets that use {RouteTableId}, goes another way or none.";

    internal static RemoveRoute Of(RouteTableModel table, RouteModel route) =>
        new(table.Id, route.Destination, route.Target) { IsBlackhole = route.IsBlackhole };

    /// <exception cref="LabException">It was a black hole, and leads somewhere by now.</exception>
    internal override async Task ApplyAsync(LabOperation lab)
    {
        if (IsBlackhole && (await RouteTables.GetAsync(lab, RouteTableId)).Routes.FirstOrDefault(
            route => route.Destination == Destination && route.Origin == RouteOrigin.CreateRoute && !route.IsBlackhole) is { } alive)
        {
            throw new LabException(
                ErrorId.ResourceNotFound,
                $"The black hole {Destination} → {To} is no longer in {RouteTableId}, which has {alive} instead.",
                "Trace the way again: it may be open by now.",
                RouteTableId);
        }

        await Routes.RemoveAsync(lab, RouteTableId, RouteDestination.Parse(Destination));
    }

    internal override NetworkModel ApplyTo(NetworkModel model) =>
        Route(model, RouteTableId, routes => [.. routes.Where(route => route.Destination != Destination || route.Target != To)]);
}
