using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>A change of a network, which can also be tried on paper.</summary>
public abstract record NetworkChange : Change
{
    /// <summary>The network as it will be.</summary>
    internal abstract NetworkModel ApplyTo(NetworkModel model);

    /// <summary>A network in which one table has other routes.</summary>
    private protected static NetworkModel Route(
        NetworkModel model, string tableId, Func<IReadOnlyList<RouteModel>, IReadOnlyList<RouteModel>> change) => model with
    {
        RouteTables = Replace(model.RouteTables, table => table.Id == tableId, table => table with { Routes = change(table.Routes) }),
    };

    private protected static IReadOnlyList<T> Replace<T>(IReadOnlyList<T> items, Func<T, bool> isMeant, Func<T, T> change) =>
        [.. items.Select(item => isMeant(item) ? change(item) : item)];
}
