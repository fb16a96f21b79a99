using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets;

/// <summary>Collects everything from the pipeline, and deletes it with one call for many.</summary>
public abstract class RemoveManyCmdlet : LabCmdlet
{
    private readonly List<(LabSession Session, string Id)> collected = [];

    private protected abstract IEnumerable<ResourceReference> References { get; }

    /// <summary>What happens to each, for -WhatIf and -Confirm.</summary>
    private protected virtual string Deed => "Remove";

    private protected abstract Task RemoveAsync(LabOperation lab, IReadOnlyList<string> ids);

    protected sealed override void Process()
    {
        foreach (var reference in References)
        {
            PerItem(() =>
            {
                var item = (OpenSession(reference), reference.OwnId);
                if (ShouldProcess(reference.OwnId, $"{Deed} {reference.Kind.Words}"))
                {
                    collected.Add(item);
                }
            });
        }
    }

    protected sealed override void Finish()
    {
        foreach (var group in collected.GroupBy(item => item.Session, item => item.Id))
        {
            PerItem(() => Run(group.Key, lab => RemoveAsync(lab, [.. group])));
        }
    }
}
