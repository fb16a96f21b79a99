namespace EndpointLab.Labs;

/// <summary>Tells how far a graph is: what is under way, and how much of it is done.</summary>
internal sealed class LabProgress(ILabReporter reporter, string activity, int count)
{
    private const int Full = 100;

    private readonly List<string> underWay = [];
    private int done;

    public void Begin(string what) => Tell(() => underWay.Add(what));

    public void Finish(string what) => Tell(() =>
    {
        underWay.Remove(what);
        done++;
    });

    public void End() => reporter.Progress(activity, "done", Full);

    private void Tell(Action change)
    {
        lock (underWay)
        {
            change();
            reporter.Progress(activity, $"{done} of {count} done; {string.Join(", ", underWay)}", Math.Min(Full - 1, Full * done / count));
        }
    }
}
