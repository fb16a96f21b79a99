using System.Collections;
using System.Management.Automation;
using EndpointLab.Resources;

namespace EndpointLab.Cmdlets;

/// <summary>Finds resources by their Name and tags as well.</summary>
public abstract class GetResourceCmdlet<T> : QueryCmdlet<T>
{
    [Parameter]
    [SupportsWildcards]
    public string? Name { get; set; }

    [Parameter]
    public IDictionary? Tag { get; set; }

    /// <summary>The filter that -Name stands for.</summary>
    private protected virtual string NameFilter => "tag:Name";

    private protected sealed override IEnumerable<KeyValuePair<string, string[]>> TagFilters
    {
        get
        {
            foreach (var (key, value) in Tags.Combine(name: null, Tag))
            {
                yield return new($"tag:{key}", [value]);
            }

            if (Name is not null)
            {
                yield return new(NameFilter, [Name]);
            }
        }
    }
}
