using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>A change of a network, which can also be tried on paper.</summary>
public abstract record NetworkChange : Change
{
    /// <summary>The network as it will be.</summary>
    internal abstract NetworkModel ApplyTo(NetworkModel model);

    private protected static IReadOnlyList<T> Replace<T>(IReadOnlyList<T> items, Func<T, bool> isMeant, Func<T, T> change) =>
        [.. items.Select(item => isMeant(item) ? change(item) : item)];
}
