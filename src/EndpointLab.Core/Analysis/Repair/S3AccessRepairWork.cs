namespace EndpointLab;

/// <summary>A repair under way: what is to be done next, and what has been done.</summary>
public sealed class S3AccessRepairWork
{
    private readonly List<Change> done = [];
    private readonly List<RepairFlow> flows = [];

    internal S3AccessRepairWork(RepairPlan plan)
    {
        Plan = plan;
        Before = plan.Trace;
    }

    public S3AccessTrace Before { get; }

    public RepairPlan Plan { get; internal set; }

    public IReadOnlyList<Change> Done => done;

    internal IReadOnlyList<RepairFlow> Flows => flows;

    internal int Rounds { get; private set; }

    internal void Add(IEnumerable<Change> changes)
    {
        Rounds++;
        done.AddRange(changes);
        flows.AddRange(Plan.Flows);
    }
}
