using System.Collections;
using System.IO.Enumeration;

namespace EndpointLab.Simulator.Ec2;

/// <summary>The filters that a describe knows, each with what it compares. What has tags can be filtered by them as well.</summary>
internal sealed class FilterTable<T> : IEnumerable
{
    // "List and filter your resources" in the EC2 User Guide.
    private const int MostFilters = 50;
    private const int MostValues = 200;
    private const string TagFilter = "tag:";

    private readonly Dictionary<string, Func<T, RegionState, IEnumerable<string?>>> filters = [];

    public void Add(string name, Func<T, string?> value) => filters.Add(name, (item, _) => [value(item)]);

    public void Add(string name, Func<T, RegionState, string?> value) => filters.Add(name, (item, region) => [value(item, region)]);

    public void Add(string name, Func<T, bool?> value) =>
        filters.Add(name, (item, _) => [value(item) switch { true => "true", false => "false", null => null }]);

    public void Add(string name, Func<T, IEnumerable<string?>> values) => filters.Add(name, (item, _) => values(item));

    public void Add(string name, Func<T, RegionState, IEnumerable<string?>> values) => filters.Add(name, values);

    /// <summary>What matches one value of every filter; * and ? stand for any characters and for one.</summary>
    /// <exception cref="ServiceException">InvalidParameterValue: there is no such filter; or FilterLimitExceeded.</exception>
    public IEnumerable<T> Apply(IEnumerable<T> items, QueryParameters parameters, RegionState region)
    {
        var count = 0;
        foreach (var filter in parameters.Structures("Filter"))
        {
            var values = filter.List("Value");
            if (++count > MostFilters || values.Count > MostValues)
                throw Ec2Errors.FilterLimitExceeded(MostFilters, MostValues);
            var read = Reader(filter["Name"]);
            items = items.Where(item => read(item, region).Any(actual => actual is not null && Matches(actual, values)));
        }
        return items;
    }

    public IEnumerator GetEnumerator() => filters.Keys.GetEnumerator();

    private static bool Matches(string actual, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            // An empty text never matches there; here it matches itself and what stands for any characters.
            if (actual.Length == 0 ? value is "" or "*" : FileSystemName.MatchesSimpleExpression(value, actual, ignoreCase: false))
                return true;
        }
        return false;
    }

    private Func<T, RegionState, IEnumerable<string?>> Reader(string? name)
    {
        if (name is not null && filters.TryGetValue(name, out var known))
            return known;
        if (!typeof(T).IsAssignableTo(typeof(ITagged)))
            throw Unknown();
        if (name == "tag-key")
            return (item, _) => TagsOf(item).Keys;
        if (name?.StartsWith(TagFilter, StringComparison.Ordinal) != true)
            throw Unknown();
        var key = name[TagFilter.Length..];
        return (item, _) => [TagsOf(item).GetValueOrDefault(key)];

        ServiceException Unknown() => Ec2Errors.InvalidParameterValue($"The filter '{name ?? "null"}' is invalid");
    }

    private static Dictionary<string, string> TagsOf(T item) => ((ITagged)(object)item!).Tags;
}
