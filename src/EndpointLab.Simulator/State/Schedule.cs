namespace EndpointLab.Simulator.State;

/// <summary>What is still to happen: effects that a change has later, such as a terminated instance giving back its address.</summary>
internal sealed class Schedule(Pace pace)
{
    private readonly PriorityQueue<(long Call, Action Effect), DateTimeOffset> due = new();

    /// <summary>How long something takes here.</summary>
    public TimeSpan Pace(Delay delay) => pace.Of(delay);

    /// <summary>Has an effect happen after the delays, and not before the next call.</summary>
    public void After(ReadOnlySpan<Delay> delays, Moment now, Action effect)
    {
        var time = now.Time;
        foreach (var delay in delays)
            time += Pace(delay);
        due.Enqueue((now.Call, effect), time);
    }

    public void RunDue(Moment now)
    {
        while (due.TryPeek(out var next, out var time) && time <= now.Time && next.Call < now.Call)
            due.Dequeue().Effect();
    }
}
