using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets;

/// <summary>Collects everything from the pipeline, then waits for all of it at once.</summary>
public abstract class WaitResourceCmdlet<T> : LabCmdlet where T : LabResource
{
    private readonly List<(LabSession Session, string Id, T? Known)> collected = [];
    private WaitGoal<T> goal = null!;
    private TimeSpan timeout;

    [Parameter]
    public Duration Timeout { get; set; } = new("10m");

    private protected abstract IEnumerable<ResourceReference> References { get; }

    /// <exception cref="LabException">The parameters name no goal.</exception>
    private protected abstract WaitGoal<T> Goal();

    protected sealed override void Prepare()
    {
        timeout = Timeout.ToTimeSpan();
        goal = Goal();
    }

    protected sealed override void Process()
    {
        foreach (var reference in References)
        {
            PerItem(() => collected.Add((OpenSession(reference), reference.OwnId, reference.As<T>())));
        }
    }

    protected sealed override void Finish()
    {
        if (collected.Count > 0)
        {
            EmitEach<T>(collected[0].Session, (lab, emit) => Wait.ForAllAsync(
                [.. collected.Select(item => new WaitItem<T>(lab.In(item.Session), item.Id, item.Known))], goal, timeout, emit));
        }
    }
}
