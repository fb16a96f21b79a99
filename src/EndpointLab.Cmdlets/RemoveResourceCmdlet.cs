using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets;

/// <summary>Deletes the resources that it is given, and nothing that only belongs to them.</summary>
public abstract class RemoveResourceCmdlet : LabCmdlet
{
    private protected abstract IEnumerable<ResourceReference> References { get; }

    private protected abstract Task RemoveAsync(LabOperation lab, string id);

    protected sealed override void Process()
    {
        foreach (var reference in References)
        {
            PerItem(() =>
            {
                var id = reference.OwnId;
                var session = OpenSession(reference);
                if (ShouldProcess(id, $"Remove {reference.Kind.Words}"))
                {
                    Run(session, lab => RemoveAsync(lab, id));
                }
            });
        }
    }
}
