using System.Collections;
using System.Management.Automation;
using EndpointLab.Resources;

namespace EndpointLab.Cmdlets;

/// <summary>Gives whatever a cmdlet creates its tags in the call that creates it.</summary>
public abstract class NewResourceCmdlet : LabCmdlet
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string? Name { get; set; }

    [Parameter]
    public IDictionary? Tag { get; set; }

    protected IReadOnlyDictionary<string, string> AllTags => Tags.Combine(Name, Tag);
}
