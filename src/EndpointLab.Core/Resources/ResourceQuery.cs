using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>Which resources a Get- cmdlet asks for. Everything given has to match.</summary>
/// <param name="Ids">Ids that have to exist; none asks for all.</param>
/// <param name="Filters">EC2's own filter names; values may hold the wildcards * and ?.</param>
public sealed record ResourceQuery(IReadOnlyList<string> Ids, IReadOnlyDictionary<string, string[]> Filters)
{
    public static ResourceQuery ById(params IReadOnlyList<string> ids) => new(ids, new Dictionary<string, string[]>());

    public static ResourceQuery Where(string filter, params string[] values) =>
        new([], new Dictionary<string, string[]> { [filter] = values });

    internal List<string>? IdList => Ids.OrNull();

    internal List<Filter>? FilterList =>
        Filters.Count == 0 ? null : [.. Filters.Select(filter => new Filter(filter.Key, [.. filter.Value]))];
}
