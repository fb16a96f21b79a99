using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets;

/// <summary>Collects everything from the pipeline, then waits for all of it at once.</summary>
public abstract class WaitResourceCmdlet<T> : LabCmdlet where T : LabResource
{
    private readonly List<(LabSession Session, string Id)> collected = [];

    [Parameter]
    public Duration Timeout { get; set; } = new("10m");

    private protected abstract IEnumerable<ResourceReference> References { get; }

    private protected abstract Task WaitAsync(LabOperation lab, IReadOnlyList<string> ids, TimeSpan timeout, Action<T> emit);

    protected sealed override void Process()
    {
        foreach (var reference in References)
        {
            PerItem(() => collected.Add((OpenSession(reference), reference.OwnId)));
        }
    }

    protected sealed override void Finish()
    {
        var timeout = Timeout.ToTimeSpan();
        foreach (var group in collected.GroupBy(item => item.Session, item => item.Id))
        {
            EmitEach<T>(group.Key, (lab, emit) => WaitAsync(lab, [.. group], timeout, emit));
        }
    }
}
