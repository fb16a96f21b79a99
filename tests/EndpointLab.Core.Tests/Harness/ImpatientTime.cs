namespace EndpointLab.Core.Tests;

/// <summary>A clock on which every wait is over at once, and counted.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private readonly List<TimeSpan> pauses = [];

    public IReadOnlyList<TimeSpan> Pauses => pauses;

    public TimeSpan Slept { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Slept.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        pauses.Add(dueTime);
        Slept += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
