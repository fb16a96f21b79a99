namespace EndpointLab.Simulator.State;

/// <summary>What is still to happen: effects that a change has later, such as a terminated instance giving back its address.</summary>
internal sealed class Schedule(Lifecycle lifecycle)
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    private readonly PriorityQueue<(long Call, Action Effect), DateTimeOffset> due = new();

    /// <summary>How long something takes here that takes <paramref name="onAws"/> on AWS.</summary>
    public TimeSpan Pace(TimeSpan onAws) => lifecycle switch
    {
        Lifecycle.Instant => TimeSpan.Zero,
        Lifecycle.Quick when onAws > Quick => Quick,
        _ => onAws,
    };

    /// <summary>Has an effect happen after what takes <paramref name="onAws"/> on AWS, and not before the next call.</summary>
    public void After(TimeSpan onAws, Moment now, Action effect) => due.Enqueue((now.Call, effect), now.Time + Pace(onAws));

    /// <summary>Has something that is gone stay visible for a while, at whatever pace the rest goes.</summary>
    public void AfterLingering(TimeSpan lingering, Moment now, Action effect) => due.Enqueue((now.Call, effect), now.Time + lingering);

    public void RunDue(Moment now)
    {
        while (due.TryPeek(out var next, out var time) && time <= now.Time && next.Call < now.Call)
            due.Dequeue().Effect();
    }
}
