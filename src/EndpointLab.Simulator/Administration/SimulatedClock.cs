namespace EndpointLab.Simulator.Administration;

/// <summary>
/// The clock of a cloud's resources, which can be advanced and frozen. Only the time of day is its own: timers and timestamps are the
/// underlying clock's, so that whoever polls the cloud goes on polling meanwhile.
/// </summary>
internal sealed class SimulatedClock(TimeProvider underlying) : TimeProvider
{
    private State state = new(TimeSpan.Zero, null);

    public override TimeZoneInfo LocalTimeZone => underlying.LocalTimeZone;

    public override long TimestampFrequency => underlying.TimestampFrequency;

    public bool IsFrozen => state.FrozenAt is not null;

    public override DateTimeOffset GetUtcNow() => Read(state);

    public override long GetTimestamp() => underlying.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        underlying.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by) => state = new(state.Ahead + by, state.FrozenAt + by);

    public void Freeze() => state = state with { FrozenAt = GetUtcNow() };

    /// <summary>Lets the time go on from where it was frozen.</summary>
    public void Resume() => state = new(GetUtcNow() - underlying.GetUtcNow(), null);

    public void Reset() => state = new(TimeSpan.Zero, null);

    private DateTimeOffset Read(State state) => state.FrozenAt ?? underlying.GetUtcNow() + state.Ahead;

    /// <param name="Ahead">By how much it is ahead of the underlying clock while it runs.</param>
    /// <param name="FrozenAt">The time that it stands at; null while it runs.</param>
    private sealed record State(TimeSpan Ahead, DateTimeOffset? FrozenAt);
}
