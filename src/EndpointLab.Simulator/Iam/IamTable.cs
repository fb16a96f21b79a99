using System.Collections;

namespace EndpointLab.Simulator.Iam;

/// <summary>An account's entities of one kind: names are told apart without regard to case and path.</summary>
internal sealed class IamTable<T> : IEnumerable<T>
    where T : IamEntity
{
    private readonly SortedDictionary<string, T> byName = new(StringComparer.OrdinalIgnoreCase);

    public T? Find(string name) => byName.GetValueOrDefault(name);

    public void Add(T entity) => byName.Add(entity.Name, entity);

    public void Remove(T entity) => byName.Remove(entity.Name);

    public IEnumerator<T> GetEnumerator() => byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
