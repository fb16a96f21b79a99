namespace EndpointLab.Simulator.Tests;

/// <summary>A clock that moves only when it is told to.</summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly List<Timer> timers = [];
    private readonly TaskCompletionSource timerStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        lock (timers)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once anything waits on this clock.</summary>
    public Task WaitForTimerAsync() => timerStarted.Task;

    public void Advance(TimeSpan by)
    {
        now += by;
        Timer[] running;
        lock (timers)
            running = [.. timers];
        foreach (var timer in running)
            timer.FireIfDue();
    }

    private sealed class Timer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private DateTimeOffset? due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
            if (due is not null)
                time.timerStarted.TrySetResult();
            return true;
        }

        public void FireIfDue()
        {
            if (due > time.now || due is null)
                return;
            due = null;
            callback(state);
        }

        public void Dispose() => due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
