using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EndpointLab.Simulator.State;

/// <summary>The resources of one kind in a Region.</summary>
/// <param name="owner">What each belongs to from its start to its end, to be found by; null where nobody asks.</param>
internal sealed class ResourceTable<T>(RegionState region, Func<T, Resource>? owner = null) : IReadOnlyCollection<T>, IResourceTable
    where T : Resource, IResource
{
    private readonly Dictionary<string, T> byId = [];
    private readonly Dictionary<Resource, List<T>> byOwner = [];

    public int Count => byId.Count;

    public ResourceKind Kind => T.Kind;

    /// <summary>The resource of that id.</summary>
    /// <exception cref="ServiceException">The id is malformed, or nothing has it.</exception>
    public T this[string id]
    {
        get
        {
            if (byId.TryGetValue(id, out var resource))
                return resource;
            T.Kind.CheckForm(id);
            throw T.Kind.NotFound(id);
        }
    }

    /// <summary>The resources of those ids, in their order.</summary>
    /// <param name="kind">How a refusal names the kind, where the action has a way of its own.</param>
    /// <exception cref="ServiceException">An id is malformed, or nothing has it.</exception>
    public List<T> Select(IReadOnlyList<string> ids, ResourceKind? kind = null)
    {
        List<T> found = new(ids.Count);
        List<string> unknown = [];
        foreach (var id in ids)
        {
            if (byId.TryGetValue(id, out var resource))
                found.Add(resource);
            else
                unknown.Add(id);
        }
        unknown.ForEach((kind ?? T.Kind).CheckForm);
        return unknown.Count == 0 ? found : throw (kind ?? T.Kind).NotFound(unknown);
    }

    public bool TryGet(string id, [NotNullWhen(true)] out T? resource) => byId.TryGetValue(id, out resource);

    public Resource? Find(string id) => byId.GetValueOrDefault(id);

    public T Add(T resource)
    {
        Show(resource);
        resource.MadeBy = region.Now.Call;
        return resource;
    }

    public bool Remove(T resource)
    {
        if (!byId.Remove(resource.Id))
            return false;
        if (owner is not null && byOwner[owner(resource)] is var owned && owned.Remove(resource) && owned.Count == 0)
            byOwner.Remove(owner(resource));
        return true;
    }

    /// <summary>Those that belong to a resource.</summary>
    public IReadOnlyList<T> Of(Resource one) => byOwner.TryGetValue(one, out var owned) ? owned : [];

    public void RemoveAll(Predicate<T> match)
    {
        foreach (var resource in byId.Values.Where(resource => match(resource)).ToList())
            Remove(resource);
    }

    public IEnumerator<T> GetEnumerator() => byId.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerable<Resource> IResourceTable.Resources => byId.Values;

    bool IResourceTable.Hide(Resource resource) => Find(resource.Id) == resource && Remove((T)resource);

    void IResourceTable.Show(Resource resource) => Show((T)resource);

    private void Show(T resource)
    {
        byId.Add(resource.Id, resource);
        if (owner is null)
            return;
        if (byOwner.TryGetValue(owner(resource), out var owned))
            owned.Add(resource);
        else
            byOwner.Add(owner(resource), [resource]);
    }
}

/// <summary>A table of any kind of resource, for what works on all of them, such as tags.</summary>
internal interface IResourceTable
{
    IEnumerable<Resource> Resources { get; }

    ResourceKind Kind { get; }

    Resource? Find(string id);

    /// <summary>Has a resource not be there for a while.</summary>
    /// <returns>False where it isn't there anyway.</returns>
    bool Hide(Resource resource);

    void Show(Resource resource);
}
