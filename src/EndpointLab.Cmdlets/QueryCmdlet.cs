using System.Collections;
using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets;

/// <summary>Finds what AWS knows by id, by what it belongs to, and by EC2's own filters, which AWS applies.</summary>
public abstract class QueryCmdlet<T> : LabCmdlet
{
    [Parameter]
    public IDictionary? Filter { get; set; }

    /// <summary>The resources themselves, by id; empty for all.</summary>
    private protected abstract IEnumerable<ResourceReference> References { get; }

    /// <summary>What the resources belong to, each with the filter that selects by its id.</summary>
    private protected virtual IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [];

    /// <summary>Filters beyond those that all resources share.</summary>
    private protected virtual IEnumerable<KeyValuePair<string, string[]>> MoreFilters(LabSession session) => [];

    private protected abstract Task<IReadOnlyList<T>> GetAsync(LabOperation lab, ResourceQuery query);

    /// <summary>The filters of the parameters by which all resources with tags are found.</summary>
    private protected virtual IEnumerable<KeyValuePair<string, string[]>> TagFilters => [];

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

        foreach (var (filter, values) in TagFilters)
        {
            filters[filter] = values;
        }

        return filters;
    }
}
