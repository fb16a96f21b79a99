using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets;

/// <summary>Collects everything from the pipeline, then waits for all of it at once.</summary>
public abstract class WaitResourceCmdlet : LabCmdlet
{
    private readonly List<(LabSession Session, string Id, ResourceReference Reference)> collected = [];
    private TimeSpan timeout;

    [Parameter]
    public Duration Timeout { get; set; } = new("10m");

    private protected abstract IEnumerable<ResourceReference> References { get; }

    /// <exception cref="LabException">The parameters name no goal.</exception>
    private protected abstract void PrepareGoal();

    /// <summary>Calls <see cref="ForAllAsync"/> once for each kind of resource that can be waited for.</summary>
    private protected abstract Task WaitAsync(LabOperation lab, Action<LabResource> emit);

    /// <summary>Waits for what was collected of one kind.</summary>
    private protected Task ForAllAsync<T>(LabOperation lab, ResourceKind kind, WaitGoal<T> goal, Action<LabResource> emit)
        where T : LabResource
    {
        var items = collected.Where(item => item.Reference.Kind == kind)
            .Select(item => new WaitItem<T>(lab.In(item.Session), item.Id, item.Reference.As<T>())).ToList();
        return items.Count == 0 ? Task.CompletedTask : Wait.ForAllAsync(items, goal, timeout, emit);
    }

    protected sealed override void Prepare()
    {
        timeout = Timeout.ToTimeSpan();
        PrepareGoal();
    }

    protected sealed override void Process()
    {
        foreach (var reference in References)
        {
            PerItem(() => collected.Add((OpenSession(reference), reference.OwnId, reference)));
        }
    }

    protected sealed override void Finish()
    {
        if (collected.Count > 0)
        {
            EmitEach<LabResource>(collected[0].Session, WaitAsync);
        }
    }
}
