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

    /// <summary>The resources themselves, by id; empty for all.</summary>
    private protected abstract IEnumerable<ResourceReference> References { get; }

    /// <summary>What the resources belong to, each with the filter that selects by its id.</summary>
    private protected virtual IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [];

    /// <summary>The filter that -Name stands for.</summary>
    private protected virtual string NameFilter => "tag:Name";

    /// <summary>Filters beyond those that all resources share.</summary>
    private protected virtual IEnumerable<KeyValuePair<string, string[]>> MoreFilters(LabSession session) => [];

    private protected abstract Task<IReadOnlyList<T>> GetAsync(LabOperation lab, ResourceQuery query);

    protected sealed override void Process()
    {
        var parents = Parents.Where(item => item.Parent is not null).ToList();
        var session = OpenSession([.. References, .. parents.Select(item => item.Parent)]);
        var filters = Filters(session, parents);
        // A piped parent also arrives as the resource itself, which it is not.
        var references = References.Where(reference => reference.HasId || parents.Count == 0).ToList();
        foreach (var reference in references)
        {
            PerItem(() => Emit(session, lab => GetAsync(lab, new([reference.Id], filters))));
        }

        if (references.Count == 0)
        {
            Emit(session, lab => GetAsync(lab, new([], filters)));
        }
    }

    private Dictionary<string, string[]> Filters(LabSession session, IEnumerable<(string Filter, ResourceReference? Parent)> parents)
    {
        var filters = new Dictionary<string, string[]>(MoreFilters(session));
        foreach (var (filter, parent) in parents)
        {
            filters[filter] = [parent!.Id];
        }

        foreach (DictionaryEntry entry in Filter ?? new Hashtable())
        {
            filters[$"{entry.Key}"] = entry.Value is IEnumerable values and not string
                ? [.. values.Cast<object>().Select(value => $"{value}")]
                : [$"{entry.Value}"];
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
