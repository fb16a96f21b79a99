using System.Collections;
using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Resources;

namespace EndpointLab.Cmdlets;

/// <summary>Finds resources by id, Name, tags and EC2's own filters, which AWS applies.</summary>
public abstract class GetResourceCmdlet<T> : LabCmdlet
{
    [Parameter]
    [SupportsWildcards]
    public string? Name { get; set; }

    [Parameter]
    public IDictionary? Tag { get; set; }

    [Parameter]
    public IDictionary? Filter { get; set; }

    /// <summary>The resources that -Vpc, -Subnet and so on name; empty for all.</summary>
    private protected abstract IEnumerable<ResourceReference> References { get; }

    private protected abstract Task<IReadOnlyList<T>> GetAsync(LabOperation lab, ResourceQuery query);

    protected sealed override void Process()
    {
        var references = References.ToList();
        var session = OpenSession(references);
        var query = new ResourceQuery([.. references.Select(reference => reference.Id)], Filters());
        Emit(session, lab => GetAsync(lab, query));
    }

    /// <summary>Filters beyond those that all resources share.</summary>
    private protected virtual IEnumerable<KeyValuePair<string, string[]>> MoreFilters => [];

    /// <summary>The filter that -Name stands for.</summary>
    private protected virtual string NameFilter => "tag:Name";

    private Dictionary<string, string[]> Filters()
    {
        var filters = new Dictionary<string, string[]>(MoreFilters);
        foreach (DictionaryEntry entry in Filter ?? new Hashtable())
        {
            filters[$"{entry.Key}"] = entry.Value is string or not IEnumerable ? [$"{entry.Value}"] : [.. ((IEnumerable)entry.Value).Cast<object>().Select(value => $"{value}")];
        }

        foreach (var (key, value) in Tags.Combine(name: null, Tag))
        {
            filters[$"tag:{key}"] = [value];
        }

        if (Name is not null)
        {
            filters[NameFilter] = [Name];
        }

        return filters;
    }
}
